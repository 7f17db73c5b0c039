using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace LianPay;

/// <summary>The connection of each runspace. A runspace that ends takes its entry along.</summary>
internal static class CurrentConnection
{
    private static readonly ConditionalWeakTable<Runspace, LianPayConnection> Connections = [];

    internal static LianPayConnection? Value
    {
        get => Runspace.DefaultRunspace is { } runspace && Connections.TryGetValue(runspace, out LianPayConnection? connection) ? connection : null;
        set
        {
            if (value is null)
            {
                Connections.Remove(Runspace.DefaultRunspace);
            }
            else
            {
                Connections.AddOrUpdate(Runspace.DefaultRunspace, value);
            }
        }
    }
}
