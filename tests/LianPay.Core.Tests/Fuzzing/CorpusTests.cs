using LianPay.Fuzz;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>Every input that fuzzing has kept, once more, under the same oracles. tests/LianPay.Fuzz/README.md says how they were found.</summary>
[Collection(FuzzingTests.Collection)]
public sealed class CorpusTests
{
    private const int MaxFiles = 200;
    private const int MaxBytes = 300 * 1024;

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_of_the_corpus_breaks_what_must_hold(string name)
    {
        IFuzzTarget target = FuzzTargets.Find(name)!;
        using (target as IDisposable)
        {
            Corpus.Feed(target);
        }
    }

    [Fact]
    public void Every_target_has_a_corpus_and_every_corpus_a_target() => Assert.Equal(FuzzTargets.Names.Order(), Corpus.Targets.Order());

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_corpus_stays_small(string name)
    {
        string[] files = Corpus.FilesOf(name);

        Assert.InRange(files.Length, 1, MaxFiles);
        Assert.InRange(files.Sum(file => new FileInfo(file).Length), 1, MaxBytes);
    }
}
