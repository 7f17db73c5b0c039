using System.Security.Cryptography;
using LianPay.Sandbox;

namespace LianPay.KillHarness.Runs;

/// <summary>What the gateway does wrong while runners are killed.</summary>
internal static class FaultMix
{
    // Out of a hundred confirmations; the rest get their true answer.
    private static readonly (SandboxFault Fault, int Share)[] OfFirst =
    [
        (SandboxFault.DropBeforeApply, 12),
        (SandboxFault.LateApply, 14),
        (SandboxFault.DropAfterApply, 8),
        (SandboxFault.CutReply, 5),
        (SandboxFault.Reset, 5),
        (SandboxFault.Status500, 4),
    ];

    // Fewer, so that most orders come to an end within the sends that they have.
    private static readonly (SandboxFault Fault, int Share)[] OfLater =
    [
        (SandboxFault.DropBeforeApply, 4),
        (SandboxFault.LateApply, 8),
        (SandboxFault.DropAfterApply, 4),
        (SandboxFault.Reset, 4),
    ];

    private static readonly (SandboxFault Fault, int Share)[] OfQuery = [(SandboxFault.DropBeforeApply, 1), (SandboxFault.Reset, 1)];

    /// <summary>The fault of a request.</summary>
    internal static SandboxFault Choose(SandboxRequest request)
    {
        (SandboxFault Fault, int Share)[] mix = !Round.IsConfirmation(request) ? OfQuery : request.Attempt == 1 ? OfFirst : OfLater;
        int drawn = RandomNumberGenerator.GetInt32(100);
        foreach ((SandboxFault fault, int share) in mix)
        {
            if (drawn < share)
            {
                return fault;
            }

            drawn -= share;
        }

        return SandboxFault.None;
    }
}
