using System.Text;

namespace LianPay.Fuzz;

/// <summary>One input to start from.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Content">The input.</param>
internal sealed record Seed(string Name, byte[] Content)
{
    internal Seed(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }
}
