namespace LianPay.HelpBuilder;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 4)
        {
            Console.Error.WriteLine("usage: LianPay.HelpBuilder <manifest> <documentation.xml> <folder of about topics> <output folder>");
            return 2;
        }

        return HelpBuild.Run(arguments[0], arguments[1], arguments[2], arguments[3], Console.Error);
    }
}
