using System.Security.Cryptography;
using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>Makes payments to try things out with.</summary>
internal static class PaymentGenerator
{
    // Held for all three reasons in turn, so that a first run meets each.
    private static readonly string[] RetCodesInTurn = ["4002", "4003", "4004"];

    // 张三, 李四 and 王五 are China's John Doe.
    private static readonly string[] PayeesInTurn = ["张三", "李四", "王五"];

    // The limit that LianLian sets until a merchant goes live is 50 yuan (PROTOCOL 1.6).
    private const int MaxCents = 5000;

    internal static IReadOnlyList<SandboxPayment> Create(int count, DateTimeOffset now)
    {
        string prefix = "S" + ChinaTime.Format(now)[..8] + "-";
        HashSet<string> numbers = new(StringComparer.Ordinal);
        List<SandboxPayment> payments = new(count);
        while (payments.Count < count)
        {
            // A letter in front: no spreadsheet takes it for a number and rounds it.
            string number = prefix + RandomDigits(10);
            if (!numbers.Add(number))
            {
                continue;
            }

            payments.Add(new SandboxPayment
            {
                OrderNumber = number,
                ConfirmCode = RandomDigits(FieldGrammar.ConfirmCodeLength),
                RetCode = RetCodesInTurn[payments.Count % RetCodesInTurn.Length],
                Payee = PayeesInTurn[payments.Count % PayeesInTurn.Length],
                Amount = RandomNumberGenerator.GetInt32(1, MaxCents + 1) / 100m,
                HeldAt = now,
            });
        }

        return payments;
    }

    private static string RandomDigits(int length) =>
        RandomNumberGenerator.GetString("0123456789", length);
}
