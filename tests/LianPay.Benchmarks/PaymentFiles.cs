using System.Globalization;

namespace LianPay.Benchmarks;

/// <summary>Files of payments as a reviewer leaves them.</summary>
internal static class PaymentFiles
{
    /// <summary>Writes the payments of <see cref="Messages"/>.</summary>
    internal static void Write(string path, int first, int count)
    {
        string reviewedAt = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        using StreamWriter file = new(path);
        file.WriteLine("no_order,confirm_code,ret_code,money_order,acct_name,reviewed_by,reviewed_at");
        for (int number = first; number < first + count; number++)
        {
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Messages.OrderNumber(number)},{Messages.ConfirmCode(number)},4002,{100 + (number % 900)}.50,张三,li.na,{reviewedAt}"));
        }
    }
}
