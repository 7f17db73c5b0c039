namespace LianPay.SbomBuilder;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("usage: LianPay.SbomBuilder <folder of the module, laid out>");
            return 2;
        }

        try
        {
            BillOfMaterials.Write(ShippedModule.Read(arguments[0]), Path.Combine(arguments[0], BillOfMaterials.FileName));
            return 0;
        }
        catch (SbomException exception)
        {
            Console.Error.WriteLine($"{arguments[0]} : error SBOM001: {exception.Message}");
            return 1;
        }
    }
}
