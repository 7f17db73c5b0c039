using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>A row as users have it: wire names or property names, reviewed a minute ago unless a test says otherwise.</summary>
internal sealed class Row
{
    private readonly List<(string Name, object? Value)> _columns;

    private Row(IEnumerable<(string Name, object? Value)> columns) => _columns = [.. columns];

    /// <summary>A reviewed row of a held payment, under its wire names.</summary>
    internal static Row Of(PSObject payment) => Of(payment.Text("OrderNumber")!, payment.Text("ConfirmCode")!, payment.Text("RetCode")!);

    /// <summary>A reviewed row under wire names.</summary>
    internal static Row Of(string orderNumber, string confirmCode, string retCode = "4002") => new(
    [
        ("no_order", orderNumber),
        ("confirm_code", confirmCode),
        ("ret_code", retCode),
        ("reviewed_by", "li.na"),
        ("reviewed_at", Ago(TimeSpan.FromMinutes(1))),
    ]);

    /// <summary>ISO 8601 text of a time that lies back.</summary>
    internal static string Ago(TimeSpan age) => (DateTimeOffset.UtcNow - age).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    /// <summary>The same row with another value of a column, or with one column more.</summary>
    internal Row With(string name, object? value) => new([.. _columns.Where(column => column.Name != name), (name, value)]);

    /// <summary>The same row without a column.</summary>
    internal Row Without(string name) => new(_columns.Where(column => column.Name != name));

    /// <summary>The same row with another name of a column.</summary>
    internal Row Renamed(string name, string other) => new(_columns.Select(column => column.Name == name ? (other, column.Value) : column));

    /// <summary>As Import-Csv and ConvertFrom-Json give it.</summary>
    internal PSObject AsObject()
    {
        PSObject item = new();
        foreach ((string name, object? value) in _columns)
        {
            item.Properties.Add(new PSNoteProperty(name, value));
        }

        return item;
    }

    /// <summary>As <c>@{ … }</c> gives it.</summary>
    internal Hashtable AsHashtable()
    {
        Hashtable table = new(StringComparer.CurrentCultureIgnoreCase);
        foreach ((string name, object? value) in _columns)
        {
            table.Add(name, value);
        }

        return table;
    }
}
