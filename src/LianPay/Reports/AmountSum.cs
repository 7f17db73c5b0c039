namespace LianPay.Reports;

/// <summary>A sum of amounts in yuan, some of which may not be known.</summary>
internal sealed class AmountSum
{
    private bool _isTooLarge;
    private decimal _sum;

    /// <summary>How many amounts were added.</summary>
    internal int Known { get; private set; }

    /// <summary>How many payments had none.</summary>
    internal int Missing { get; private set; }

    /// <summary>As text with two decimals, or null when no amount is known; with "at least" when some are not.</summary>
    internal string? Text => Known == 0 || _isTooLarge ? null : $"{(Missing > 0 ? "at least " : "")}{Format(_sum)}";

    /// <summary>An amount, whatever the culture.</summary>
    internal static string Format(decimal amount) => amount.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture);

    internal void Add(decimal? amount)
    {
        if (amount is { } known)
        {
            Known++;
            Plus(known);
        }
        else
        {
            Missing++;
        }
    }

    internal void Add(AmountSum other)
    {
        Known += other.Known;
        Missing += other.Missing;
        _isTooLarge |= other._isTooLarge;
        Plus(other._sum);
    }

    private void Plus(decimal amount)
    {
        try
        {
            _sum += amount;
        }
        catch (OverflowException)
        {
            // No payouts are that large: a script made the results. There is no sum then, and still a report.
            _isTooLarge = true;
        }
    }
}
