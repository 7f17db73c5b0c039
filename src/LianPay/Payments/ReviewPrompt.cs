using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Payments;

/// <summary>Shows a person what matters of a held payment, and asks for a decision and the reason of it.</summary>
/// <param name="screen">The host's.</param>
/// <param name="verb">What the person can say: Approve or Deny.</param>
/// <param name="isFit">Whether a reason is one.</param>
internal sealed class ReviewPrompt(PSHostUserInterface? screen, string verb, Func<string, bool> isFit)
{
    private const int SkipChoice = 1;
    private const int QuitChoice = 2;
    private const int MaxTries = 3;

    private readonly Collection<ChoiceDescription> _choices =
    [
        new($"&{verb}", $"{verb} this payment. You are asked for the reason."),
        new("&Skip", "Decide nothing about this payment now."),
        new("&Quit", "Decide nothing about this payment and those that are left."),
    ];

    private string? _lastReason;

    /// <summary>True when the person wants to be asked no more.</summary>
    internal bool HasQuit { get; private set; }

    /// <summary>True for what a host throws that has nobody to ask.</summary>
    internal static bool IsNoAnswer(Exception exception) => exception is HostException or PSInvalidOperationException or NotImplementedException;

    /// <summary>Asks about a payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="recorded">What the ledger says that was decided about it before, or null.</param>
    /// <returns>The reason, or null when nothing is to be decided.</returns>
    internal string? Ask(HeldPayment payment, LedgerReview? recorded)
    {
        if (screen is null)
        {
            throw new HostException();
        }

        switch (screen.PromptForChoice($"{verb} order {payment.OrderNumber}?", Describe(payment, recorded), _choices, SkipChoice))
        {
            case SkipChoice:
                return null;
            case QuitChoice:
                HasQuit = true;
                return null;
            default:
                return AskReason();
        }
    }

    private string? AskReason()
    {
        for (int tries = 0; tries < MaxTries; tries++)
        {
            screen!.Write(_lastReason is null ? "Reason: " : $"Reason [{_lastReason}]: ");
            string? answer = screen.ReadLine();
            string reason = string.IsNullOrWhiteSpace(answer) && _lastReason is not null ? _lastReason : answer?.Trim() ?? string.Empty;
            if (isFit(reason))
            {
                return _lastReason = reason;
            }

            screen.WriteLine("Say in a sentence what was checked: visible characters, 512 at most.");
        }

        screen!.WriteLine("No reason was given: nothing is decided about this payment.");
        return null;
    }

    /// <summary>One line for each thing that matters; the confirm code is none of them.</summary>
    private static string Describe(HeldPayment payment, LedgerReview? recorded)
    {
        StringBuilder text = new();
        Add("Payee", payment.Payee);
        Add("Amount", payment.Amount?.Value is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} yuan") : null);
        Add("Held", PaymentTarget.WhyHeld(payment.RetCode) is { } why ? $"{payment.RetCode}, {why}" : payment.RetCode);
        Add("Gateway", payment.RetMessage);
        Add("Merchant", payment.PartnerId);
        Add("Source", payment.Source);
        Add("Before", payment.ReviewedBy is null ? null : $"{payment.Decision ?? "reviewed"} by {payment.ReviewedBy}{(payment.ReviewedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $" at {at:yyyy-MM-dd HH:mm zzz}") : "")}");
        Add("Ledger", recorded is null ? null : string.Create(CultureInfo.InvariantCulture, $"{recorded.Decision} by {recorded.Reviewer} at {recorded.At:yyyy-MM-dd HH:mm zzz}: {recorded.Reason}"));
        return text.ToString().TrimEnd();

        void Add(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(CultureInfo.InvariantCulture, $"{label,-9}").AppendLine(SafeText.Of(value, 200));
            }
        }
    }
}
