using System.Management.Automation;
using LianPay.Core.Confirmation;

namespace LianPay.Payments;

/// <summary>The exit code of a batch: the gravest of everything that was counted (DESIGN sections 4 and 6).</summary>
internal sealed class ExitCode
{
    private const int Success = 0;
    private const int Refused = 2;
    private const int Unknown = 3;
    private const int NotPaid = 4;
    private const int LedgerDamaged = 5;
    private const int LedgerUnreachable = 6;
    private const int Security = 7;
    private const int Unavailable = 8;
    private const int NeedsPerson = 10;

    private static readonly int[] GravestFirst = [Security, Unknown, LedgerDamaged, Unavailable, LedgerUnreachable, Refused, NeedsPerson, NotPaid, Success];

    // The errors that are about more than one row, by the start of their id; every other error of the module is about
    // a row or a file, and an error of anything else (a settings file that is not there, a fault in the script) is to be mended first.
    private static readonly (string Prefix, int Code)[] ByErrorId =
    [
        ("LedgerLocked", LedgerUnreachable), ("LedgerUnreachable", LedgerUnreachable), ("LedgerSettings", Unavailable), ("Ledger", LedgerDamaged),
        ("KeyFileTooOpen", Security), ("KeyPublishedDemoKey", Security), ("KeySameAsPlatformKey", Security), ("Key", Unavailable),
        ("NotConnected", Unavailable), ("ConnectionClosed", Unavailable), ("GatewayInvalid", Unavailable), ("CertificatePinInvalid", Unavailable),
        ("PlatformKeyPathInvalid", Unavailable), ("NotAnswered", Unknown),
    ];

    private int _rank = GravestFirst.Length - 1;

    internal int Value => GravestFirst[_rank];

    /// <summary>How grave it is: 0 is the gravest.</summary>
    internal int Rank => _rank;

    /// <summary>What an exit code means, in words that follow it.</summary>
    internal static string Meaning(int code) => code switch
    {
        Success => "everything is accepted, paid or was taken care of before",
        Refused => "some rows were refused: input, no review, denied",
        Unknown => "some outcomes are unknown",
        NotPaid => "some were rejected, failed, returned or closed",
        LedgerDamaged => "the ledger is damaged or cannot be written",
        LedgerUnreachable => "the ledger is locked or out of reach",
        Security => "security stop: wrong signatures, a bad certificate, an unsafe key",
        Unavailable => "configuration or connectivity",
        NeedsPerson => "some still wait for a confirmation, or a person must look",
        _ => string.Empty,
    };

    internal void Add(ConfirmationResult result)
    {
        Take(result.Status == PaymentStatus.Untouched && result.StopReason is null ? Refused : Of(result.Status));
        if (result.StopReason is not null)
        {
            Take(OfStop(result.StopReason));
        }
    }

    internal void Add(PaymentStatus status) => Take(Of(status));

    internal void Add(ErrorRecord error)
    {
        string id = error.FullyQualifiedErrorId;
        if (id.StartsWith("BatchStopped", StringComparison.Ordinal))
        {
            Take(OfStop(error.TargetObject as string));
            return;
        }

        foreach ((string prefix, int code) in ByErrorId)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal))
            {
                Take(code);
                return;
            }
        }

        Take(id.Contains(",LianPay.Commands.", StringComparison.Ordinal) ? Refused : Unavailable);
    }

    internal void AddUncounted() => Take(Unavailable);

    private static int Of(PaymentStatus status) => status switch
    {
        PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Taken => Success,
        PaymentStatus.Refused => Refused,
        PaymentStatus.Rejected or PaymentStatus.Failed or PaymentStatus.Returned or PaymentStatus.Closed => NotPaid,
        PaymentStatus.NotSent => Unavailable,
        PaymentStatus.Held or PaymentStatus.Review => NeedsPerson,

        // That of the stop, which comes with it.
        PaymentStatus.Untouched => Success,
        _ => Unknown,
    };

    private static int OfStop(string? stopReason) => stopReason switch
    {
        nameof(StopReason.BadSignature) or nameof(StopReason.Certificate) => Security,
        nameof(StopReason.Ledger) => LedgerDamaged,
        nameof(StopReason.LedgerUnreachable) => LedgerUnreachable,
        _ => Unavailable,
    };

    private void Take(int code) => _rank = Math.Min(_rank, Array.IndexOf(GravestFirst, code));
}
