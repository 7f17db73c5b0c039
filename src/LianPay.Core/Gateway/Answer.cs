using LianPay.Core.Keys;
using LianPay.Core.Messages;

namespace LianPay.Core.Gateway;

/// <summary>One body as read by <see cref="AnswerReader"/>: either believed, or not believed for a reason.</summary>
internal sealed class Answer
{
    /// <summary><see cref="OutcomeReason.None"/> when every rule of DESIGN section 5 holds; else the first that does not.</summary>
    internal required OutcomeReason Defect { get; init; }

    /// <summary>The fields: signed ones when believed, else what was legible, for a person to read.</summary>
    internal MessageFields? Fields { get; init; }

    /// <summary>The key under which the signature is valid.</summary>
    internal RsaPublicKey? VerifiedBy { get; init; }

    /// <summary>True when <c>memo</c> is not covered by the signature and is no more than text (PROTOCOL 3.2).</summary>
    internal bool IsMemoUnsigned { get; init; }

    /// <summary>More of the defect, fit for a terminal.</summary>
    internal string? Detail { get; init; }
}
