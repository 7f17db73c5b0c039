namespace LianPay.Fuzz;

/// <summary>A reader said something that cannot be true.</summary>
internal sealed class OracleException(string message) : Exception(message)
{
    /// <summary>Complains unless the condition holds.</summary>
    internal static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new OracleException(otherwise);
        }
    }
}
