using System.Reflection;
using LianPay.Core.Messages;

namespace LianPay.Core.Mutation;

/// <summary>
/// Keeps the assembly in which Stryker has put the mutants, all of them in one, each behind a switch. It is all that is wanted of Stryker: it
/// would try them in one process, where a static field carries over to the next mutant what one has left in it, and count falsely.
/// </summary>
public sealed class KeptMutants
{
    [Fact]
    public void Are_kept()
    {
        // By its name alone: the namespace is another one each time.
        Assembly core = typeof(MessageReader).Assembly;
        if (core.GetTypes().Any(type => type.Name == "MutantControl") && Environment.GetEnvironmentVariable("LIANPAY_MUTANTS") is { Length: > 0 } kept)
        {
            File.Copy(core.Location, kept, overwrite: true);
        }
    }
}
