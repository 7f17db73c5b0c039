using LianPay.Core.Confirmation;

namespace LianPay.KillHarness.Oracle;

/// <summary>What runners have told of one order.</summary>
internal sealed class OrderReports
{
    private readonly object _gate = new();
    private readonly List<string> _statuses = [];

    /// <summary>True when one has told that it is accepted or paid.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>True when a later one found that the ledger did not say so.</summary>
    internal bool IsForgotten { get; private set; }

    /// <summary>How many have told that they sent it, or tried to.</summary>
    internal int Senders { get; private set; }

    /// <summary>How many have told that it was another's.</summary>
    internal int Takens { get; private set; }

    /// <summary>A result was told.</summary>
    internal void Add(string status, string reason)
    {
        lock (_gate)
        {
            _statuses.Add($"{status}/{reason}");
            IsDone |= status is nameof(PaymentStatus.Accepted) or nameof(PaymentStatus.Paid);
            if (status == nameof(PaymentStatus.Taken))
            {
                Takens++;
            }
            else
            {
                Senders++;
            }
        }
    }

    /// <summary>A runner found that the ledger does not show what was told.</summary>
    internal void AddForgotten() => IsForgotten = true;

    /// <summary>The latest reports.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(",", _statuses.TakeLast(8));
        }
    }
}
