using LianPay.Core.Ledger;
using LianPay.Core.Tests.Ledger;
using LianPay.Fuzz;
using LianPay.Fuzz.Ledger;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The oracle of ledgers complains of one that forgets, that makes up records, or that changes what it refuses.</summary>
public sealed class LedgerTargetTests
{
    [Fact]
    public void A_ledger_that_has_forgotten_its_orders_is_caught() =>
        Assert.Throws<OracleException>(() => Feed(_ => new MemoryLedger(), "sound"));

    [Fact]
    public void A_ledger_that_is_made_anew_in_the_place_of_a_damaged_one_is_caught() =>
        Assert.Throws<OracleException>(() => Feed(
            options =>
            {
                try
                {
                    return LedgerTarget.Product(options);
                }
                catch (LedgerException)
                {
                    File.Delete(options.Path);
                    return LedgerTarget.Product(options);
                }
            },
            "other-application"));

    [Fact]
    public void A_ledger_that_is_refused_and_changed_is_caught() =>
        Assert.Throws<OracleException>(() => Feed(
            options =>
            {
                File.AppendAllText(options.Path, "x");
                return LedgerTarget.Product(options);
            },
            "other-application"));

    [Fact]
    public void Another_exception_than_the_products_own_comes_out() =>
        Assert.Throws<InvalidCastException>(() => Feed(_ => throw new InvalidCastException(), "sound"));

    [Fact]
    public void A_sound_ledger_opens()
    {
        int opened = 0;
        Feed(
            options =>
            {
                SqliteLedger ledger = SqliteLedger.Open((SqliteLedgerOptions)options);
                opened++;
                return ledger;
            },
            "sound");

        Assert.Equal(1, opened);
    }

    private static void Feed(OpenLedger open, string input)
    {
        using LedgerTarget target = new(open);
        target.Run(Corpus.Read("ledger", input));
    }
}
