using CsCheck;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

/// <summary>
/// Random histories of an order, told in random orders and with random repeats, against a model that looks at the whole
/// history at once. What is told keeps to what can be: an answer comes after the question, and each try has one outcome.
/// </summary>
public sealed class RecordModelTests
{
    private const string NoAnswer = "no answer";
    private const string NoByte = "no byte";

    /// <summary>Between two tries: longer than an 8901 may stand.</summary>
    private static readonly TimeSpan BetweenTries = TimeSpan.FromHours(40);
    private static readonly DateTimeOffset CreatedAt = LedgerFolder.Start;

    private static readonly Gen<string?> AnyPaybill = Gen.OneOf<string?>(null, null, null, Heard.FirstPaybill, Heard.FirstPaybill, Heard.SecondPaybill);

    private static readonly Gen<Try> AnyTry = Gen.Select(
        Gen.OneOf(NoAnswer, NoAnswer, NoByte, NoByte, "1001", "9104", "4001", "4011", "4008", "4002", "9999", "7777", "0000"), AnyPaybill,
        (outcome, paybill) => new Try(outcome, outcome is NoAnswer or NoByte ? null : paybill));

    private static readonly Gen<Ask> AnyAsk = Gen.Select(
        Gen.Int[0, 3],
        Gen.OneOf(1, 119, 120, 86_399, 86_400, 100_000).Select(seconds => TimeSpan.FromSeconds(seconds)),
        Gen.OneOf("CHECK", "CHECK", "CHECK", "8901", "8901", "PROCESSING", "WAITING", "SUCCESS", "FAILURE", "CANCEL", "CLOSED", "APPLY", "EXPLODED"),
        AnyPaybill,
        (tries, after, word, paybill) => new Ask(tries, after, word, word == "8901" ? null : paybill));

    private static readonly Gen<Story> AnyStory = Gen.Select(AnyTry.Array[0, 3], AnyAsk.Array[0, 4], (tries, asks) =>
        new Story(tries, [.. asks.Select(ask => ask with { Tries = Math.Min(ask.Tries, tries.Length) })]));

    /// <summary>A story, and two ways of telling it.</summary>
    private static readonly Gen<(Story Story, double[] First, double[] Second)> ToldTwice = Gen.Select(AnyStory, Gen.Double[0, 1].Array[40], Gen.Double[0, 1].Array[40]);

    [Fact]
    public void The_status_is_the_models_whatever_the_order_and_the_repeats() => ToldTwice.Sample(
        told =>
        {
            PaymentStatus expected = Model(told.Story);
            return Tell(told.Story, told.First).Status == expected && Tell(told.Story, told.Second).Status == expected;
        },
        iter: 20_000);

    [Fact]
    public void Everything_that_decides_on_a_send_is_the_same_whatever_the_order_and_the_repeats() => ToldTwice.Sample(
        told => Deciding(Tell(told.Story, told.First)) == Deciding(Tell(told.Story, told.Second)),
        iter: 20_000);

    [Fact]
    public void What_is_known_to_be_in_process_or_paid_is_never_shown_as_failed_refused_or_unsent() => ToldTwice.Sample(
        told =>
        {
            LedgerRecord record = Tell(told.Story, told.First);
            return (record.Facts & (PaymentFacts.Accepted | PaymentFacts.Paid)) == 0
                || record.Status is PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Returned or PaymentStatus.Review
                || (record.Status == PaymentStatus.Failed && told.Story.Says("FAILURE") && !told.Story.Says("SUCCESS"));
        },
        iter: 20_000);

    [Fact]
    public void Nothing_is_Failed_Returned_Closed_or_Paid_without_the_gateways_word_for_it() => ToldTwice.Sample(
        told => Tell(told.Story, told.First).Status switch
        {
            PaymentStatus.Failed => told.Story.Says("FAILURE"),
            PaymentStatus.Returned => told.Story.Says("CANCEL"),
            PaymentStatus.Closed => told.Story.Says("CLOSED"),
            PaymentStatus.Paid => told.Story.Says("SUCCESS"),
            PaymentStatus.NotSent => told.Story.Tries.All(one => one.Outcome == NoByte),
            _ => true,
        },
        iter: 20_000);

    [Fact]
    public void A_persons_word_is_the_status_whatever_is_told_again() => Gen.Select(ToldTwice, Gen.OneOf(PaymentStatus.Paid, PaymentStatus.Failed, PaymentStatus.Closed)).Sample(
        (told, said) =>
        {
            LedgerRecord closed = Tell(told.Story, told.First).WithPerson(said, CreatedAt);
            LedgerRecord again = Changes(told.Story).Where(step => !step.IsIntent).Aggregate(closed, (record, step) => step.Change(record));
            return closed.Status == said && again.Status == said;
        },
        iter: 5_000);

    /// <summary>The oracle. It never folds: it looks for the gravest thing in the whole story.</summary>
    private static PaymentStatus Model(Story story)
    {
        HashSet<string> words = [.. story.Asks.Select(ask => ask.Word)];
        HashSet<string> codes = [.. story.Tries.Select(one => one.Outcome)];
        bool isInProcess = words.Overlaps(["PROCESSING", "WAITING"]) || codes.Contains("0000");
        bool isPaid = words.Overlaps(["SUCCESS", "CANCEL"]);
        int paybills = story.Asks.Select(ask => ask.Paybill).Concat(story.Tries.Select(one => one.Paybill)).OfType<string>().Distinct().Count();
        if (paybills == 2
            || (words.Contains("FAILURE") && isPaid)
            || (words.Contains("CLOSED") && (isInProcess || isPaid || words.Contains("FAILURE"))))
        {
            return PaymentStatus.Review;
        }

        if (isPaid)
        {
            return words.Contains("CANCEL") ? PaymentStatus.Returned : PaymentStatus.Paid;
        }

        if (words.Contains("FAILURE") || words.Contains("CLOSED"))
        {
            return words.Contains("FAILURE") ? PaymentStatus.Failed : PaymentStatus.Closed;
        }

        if (isInProcess)
        {
            return PaymentStatus.Accepted;
        }

        DateTimeOffset lastTry = Story.TimeOf(story.Tries.Length);
        DateTimeOffset? check = story.LastTimeOf("CHECK");
        DateTimeOffset? nothing = story.LastTimeOf("8901");
        if (words.Overlaps(["APPLY", "EXPLODED"]) || codes.Overlaps(["4008", "4002"]))
        {
            return PaymentStatus.Review;
        }

        if (nothing - lastTry >= TimeSpan.FromHours(24) && (check is null || check <= nothing))
        {
            return PaymentStatus.Review;
        }

        if (check > lastTry)
        {
            return PaymentStatus.Held;
        }

        return story.Tries.Length > 0 && story.Tries.All(one => one.Outcome == NoByte) ? PaymentStatus.NotSent
            : story.Tries.LastOrDefault()?.Outcome is "1001" or "9104" or "4011" ? PaymentStatus.Rejected
            : PaymentStatus.Unknown;
    }

    private static string Deciding(LedgerRecord record) => string.Join(
        ' ',
        record.Attempts, record.Sends, record.LastAttempt, record.Facts, record.LastSentAt, record.LastCheckAt, record.OrderedAt, record.CodeMac,
        string.Join(',', record.WrongCodeMacs), string.Join(',', record.PaybillIds), record.LastAttempt == AttemptState.Rejected ? record.RetCode : null);

    /// <summary>Tells a story: everything at a random time after it could first be known, and some of it again.</summary>
    private static LedgerRecord Tell(Story story, double[] random)
    {
        int next = 0;
        double end = story.Tries.Length + 1;
        List<(double At, Step Step)> told = [];
        foreach (Step step in Changes(story))
        {
            if (step.IsIntent)
            {
                told.Add((step.After, step));
                continue;
            }

            told.Add((Later(step.After), step));
            if (random[next++] < 0.3)
            {
                told.Add((Later(step.After), step));
            }
        }

        return told.OrderBy(item => item.At).Aggregate(RecordChanges.Create(LedgerFolder.Key("A1"), CreatedAt), (record, item) => item.Step.Change(record));

        double Later(double from) => from + 0.001 + ((end - from) * random[next++]);
    }

    private static IEnumerable<Step> Changes(Story story)
    {
        for (int number = 1; number <= story.Tries.Length; number++)
        {
            int attempt = number;
            (string outcome, string? paybill) = story.Tries[attempt - 1];
            yield return new Step(attempt, IsIntent: true, record => record.WithIntent(new HeldPayment(), Heard.Review, "payer", $"code {attempt}", Story.TimeOf(attempt)));
            yield return new Step(attempt, IsIntent: false, record => record.LastAttempt == AttemptState.Open && outcome == NoAnswer ? record.WithTakeOver(CreatedAt) : record);
            yield return new Step(attempt, IsIntent: false, record => record.With(
                outcome switch
                {
                    NoAnswer => Heard.Unanswered(attempt),
                    NoByte => Heard.NotSent(attempt),
                    _ => Heard.Confirm(outcome, attempt, $"code {attempt}", paybill),
                },
                CreatedAt));
        }

        foreach (Ask ask in story.Asks)
        {
            yield return new Step(ask.Tries, IsIntent: false, record => record.With(Heard.Query(ask.Word, Story.TimeOf(ask.Tries) + ask.After, ask.Paybill), CreatedAt));
        }
    }

    /// <param name="Outcome">A signed ret_code, or that there was no answer or no byte.</param>
    /// <param name="Paybill">Named by the answer.</param>
    private sealed record Try(string Outcome, string? Paybill);

    /// <param name="Tries">After how many tries.</param>
    /// <param name="After">How long after the last of them.</param>
    /// <param name="Word">The answer.</param>
    /// <param name="Paybill">Named by the answer.</param>
    private sealed record Ask(int Tries, TimeSpan After, string Word, string? Paybill);

    private sealed record Step(int After, bool IsIntent, Func<LedgerRecord, LedgerRecord> Change);

    private sealed record Story(Try[] Tries, Ask[] Asks)
    {
        internal bool Says(string word) => Asks.Any(ask => ask.Word == word);

        internal static DateTimeOffset TimeOf(int attempt) => CreatedAt + (BetweenTries * attempt);

        internal DateTimeOffset? LastTimeOf(string word) => Asks.Where(ask => ask.Word == word).Select(ask => (DateTimeOffset?)(TimeOf(ask.Tries) + ask.After)).Max();

        public override string ToString() => $"{string.Join("; ", Tries.AsEnumerable())} | {string.Join("; ", Asks.AsEnumerable())}";
    }
}
