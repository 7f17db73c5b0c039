using System.Collections.Frozen;

namespace LianPay.Core.Messages;

/// <summary>Which fields an endpoint's answer has. An answer of another endpoint for the same order is told by them (FAULTS P8).</summary>
public sealed class ReplyShape
{
    private static readonly string[] Always =
        [FieldNames.RetCode, FieldNames.RetMessage, FieldNames.SignType, FieldNames.Sign, FieldNames.PartnerId, FieldNames.OrderNumber];

    private readonly FrozenSet<string> _requiredWhenOk;
    private readonly FrozenSet<string> _allowed;

    private ReplyShape(IEnumerable<string> requiredWhenOk, IEnumerable<string> optional)
    {
        _requiredWhenOk = requiredWhenOk.ToFrozenSet(StringComparer.Ordinal);
        _allowed = Always.Concat(_requiredWhenOk).Concat(optional).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The answer of confirmPayment.htm (PROTOCOL 1.3). A code of review may bring a confirm code along, as from payment.htm.</summary>
    public static ReplyShape Confirm { get; } = new([], [FieldNames.PaybillId, FieldNames.ConfirmCode]);

    /// <summary>The answer of queryPayment.htm (PROTOCOL 1.4).</summary>
    public static ReplyShape Query { get; } = new(
        [FieldNames.ResultPay, FieldNames.OrderedAt, FieldNames.Amount],
        [FieldNames.PaybillId, FieldNames.SettleDate, FieldNames.OrderInfo, FieldNames.Memo]);

    /// <summary>What is wrong with the set of fields or with the grammar of one, or null. The text names the field and quotes no value.</summary>
    public string? FindDefect(MessageFields fields)
    {
        foreach (string name in Always)
        {
            if (fields[name] is null)
            {
                return $"The field '{name}' is missing.";
            }
        }

        string code = fields[FieldNames.RetCode]!;
        if (code == RetCodes.Ok)
        {
            foreach (string name in _requiredWhenOk)
            {
                if (fields[name] is null)
                {
                    return $"The field '{name}' is missing.";
                }
            }
        }

        foreach ((string name, string value) in fields)
        {
            if (value.Length == 0)
            {
                continue;
            }

            if (FieldNames.Known.Contains(name) && !_allowed.Contains(name))
            {
                return $"The field '{name}' does not belong to this answer.";
            }

            if (!IsInGrammar(name, value))
            {
                return $"The field '{name}' breaks its grammar.";
            }
        }

        return fields[FieldNames.ConfirmCode] is not null && RetCodes.Find(code).Class != RetCodeClass.Review
            ? $"The field '{FieldNames.ConfirmCode}' does not belong to this answer."
            : null;
    }

    private static bool IsInGrammar(string name, string value) => name switch
    {
        FieldNames.PartnerId => FieldGrammar.IsPartnerId(value),
        FieldNames.OrderNumber => FieldGrammar.IsOrderNumber(value),
        FieldNames.PaybillId => FieldGrammar.IsPaybillId(value),
        FieldNames.RetCode => FieldGrammar.IsRetCode(value),
        FieldNames.ConfirmCode => FieldGrammar.IsConfirmCode(value),
        FieldNames.Amount => FieldGrammar.IsAmount(value),
        FieldNames.OrderedAt => ChinaTime.TryParse(value, out _),
        FieldNames.SettleDate => ChinaTime.IsDate(value),
        FieldNames.ResultPay => value.Length <= 16 && !value.AsSpan().ContainsAnyExceptInRange('A', 'Z'),
        _ => true,
    };
}
