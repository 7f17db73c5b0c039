namespace LianPay.HelpBuilder;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length is not (4 or 5))
        {
            Console.Error.WriteLine("usage: LianPay.HelpBuilder <manifest> <documentation.xml> <folder of about topics> <output folder> [<folder of reference pages>]");
            return 2;
        }

        return HelpBuild.Run(arguments[0], arguments[1], arguments[2], arguments[3], arguments.ElementAtOrDefault(4), Console.Error);
    }
}
