using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using LianPay.Module.Tests.Conventions;

namespace LianPay.Module.Tests.Views;

/// <summary>The file of the views against the types that they show: what the engine would otherwise leave blank without a word.</summary>
public sealed class FormatFileTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly XDocument File = XDocument.Load(Path.Combine(Engine.CheckoutRoot, "bin", "LianPay.Format.ps1xml"));

    private static IEnumerable<(string Name, string Type, XElement View)> Views => File.Descendants("View").Select(view => (
        view.Element("Name")!.Value, view.Element("ViewSelectedBy")!.Element("TypeName")!.Value, view));

    [Fact]
    public void Every_property_that_a_view_names_is_there()
    {
        string[] missing =
        [
            .. from view in Views
               from name in view.View.Descendants("PropertyName").Select(element => element.Value)
               where TypeOf(view.Type).GetProperty(name) is null
               select $"{view.Name}: {name}",
        ];

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_script_of_a_view_runs_on_an_object_of_its_type()
    {
        using Session session = new("2");
        session.Engine.Run("""
            $samples = & {
                $sandbox; $sandbox.HeldPayments; Get-LianPayConnection
                $results = $sandbox.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
                $results; $results | Get-LianPayment; $results | Measure-LianPayment
                Get-LianPayRecord -History; (Get-LianPayRecord -History).History
            }
            """);
        PSObject[] samples = [.. LanguagePrimitives.GetEnumerable(session.Engine.Get("samples")).Cast<object>().Select(PSObject.AsPSObject)];

        int run = 0;
        foreach ((string name, string type, XElement view) in Views)
        {
            PSObject? sample = samples.FirstOrDefault(item => item.TypeNames[0] == type);
            foreach (string script in sample is null ? [] : view.Descendants("ScriptBlock").Select(element => element.Value))
            {
                session.Engine.Set("sample", sample);
                EngineRun shown = session.Engine.Try($"$sample | ForEach-Object {{ {script} }}");
                Assert.True(shown.Failure is null && shown.Errors.Count == 0, $"{name}: {script}");
                run++;
            }
        }

        Assert.True(run > 10);
    }

    [Theory]
    [InlineData("HeldPaymentList")]
    [InlineData("PaymentStateList")]
    [InlineData("PaymentRecordList")]
    public void A_list_has_the_English_meaning_beside_the_gateways_own_words(string name)
    {
        string[] items = [.. Views.Single(view => view.Name == name).View.Descendants("ListItem").Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value)];

        Assert.Equal(Array.IndexOf(items, "RetMessage") + 1, Array.IndexOf(items, "RetCodeMeaning"));
    }

    [Fact]
    public void The_meaning_beside_an_answer_to_a_query_does_not_contradict_its_state()
    {
        using Session session = new("1");

        string screen = session.Engine.Run("""
            $order = $sandbox.HeldPayments | Approve-LianPayment -Reviewer a -Reason b | Confirm-LianPayment -Confirm:$false
            $null = $order | Get-LianPayment
            $order | Get-LianPayment | Out-Host
            $state = $order | Get-LianPayment; $state.RetCode + ' ' + [LianPay.Views.RetCodeView]::MeaningInQuery($state.RetCode) | Out-Host
            """).Screen;

        Assert.Contains("Paid", screen, StringComparison.Ordinal);
        Assert.Contains("0000 The gateway has answered. ResultPay says where the payment stands.", screen, StringComparison.Ordinal);
        Assert.Contains("RetCodeView]::MeaningInQuery(", Views.Single(view => view.Name == "PaymentStateList").View.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConfirmationResult")]
    [InlineData("PaymentState")]
    [InlineData("PaymentRecord")]
    public void A_table_says_in_words_what_a_status_means(string name)
    {
        XElement view = Views.Single(view => view.Name == name).View;

        Assert.Equal("What it means", view.Descendants("Label").Last().Value);
        Assert.Contains(view.Descendants("ScriptBlock"), script => script.Value.Contains("StatusView]::Of(", StringComparison.Ordinal));
    }

    /// <summary>A cell is broken between words by what the other columns take: the file says both, and must say the same.</summary>
    [Fact]
    public void A_cell_that_is_broken_between_words_knows_the_room_that_its_table_leaves_it()
    {
        int seen = 0;
        foreach ((string name, string _, XElement view) in Views)
        {
            XElement[] columns = [.. view.Descendants("TableColumnHeader")];
            int taken = columns.Sum(column => (int?)column.Element("Width") ?? 0) + columns.Length - 1;
            int shared = columns.Count(column => column.Element("Width") is null);
            foreach (string script in view.Descendants("ScriptBlock").Select(element => element.Value).Where(text => text.Contains("CellView]::Of(", StringComparison.Ordinal)))
            {
                Assert.True(script.EndsWith(shared == 1 ? $", $Host, {taken})" : $", $Host, {taken}, {shared})", StringComparison.Ordinal), $"{name}: {taken} are taken, {shared} share the rest");
                seen++;
            }
        }

        Assert.True(seen > 5);
    }

    /// <summary>Sorting and grouping go by what a value is, not by how it looks.</summary>
    [Theory]
    [InlineData("Status", "PaymentStatus")]
    [InlineData("Environment", "LianPayEnvironment")]
    [InlineData("Amount", "PaymentAmount")]
    [InlineData("Row", "Int64")]
    [InlineData("Attempts", "Int32")]
    [InlineData("Attempt", "Int32")]
    [InlineData("Duration", "TimeSpan")]
    [InlineData("At", "PaymentTime")]
    [InlineData("ReviewedAt", "PaymentTime")]
    [InlineData("SentAt", "PaymentTime")]
    [InlineData("FirstSentAt", "PaymentTime")]
    [InlineData("LastSentAt", "PaymentTime")]
    [InlineData("UpdatedAt", "PaymentTime")]
    [InlineData("OrderedAt", "PaymentTime")]
    public void Numbers_times_and_statuses_are_typed_wherever_they_are(string property, string type)
    {
        Type[] types = [.. module.Assembly.GetExportedTypes().Where(item => item.Namespace == "LianPay")];
        PropertyInfo[] found = [.. types.Select(item => item.GetProperty(property)).OfType<PropertyInfo>()];

        Assert.NotEmpty(found);
        Assert.All(found, item => Assert.Equal(type, (Nullable.GetUnderlyingType(item.PropertyType) ?? item.PropertyType).Name));
    }

    [Fact]
    public void Statuses_sort_by_gravity_what_needs_a_person_first()
    {
        EngineRun run = module.Engine.Run("$all = [LianPay.PaymentStatus[]]('Paid', 'Rejected', 'Accepted', 'Unknown', 'Held', 'Refused'); [array]::Sort($all); $all");

        Assert.Equal(["Unknown", "Refused", "Held", "Rejected", "Accepted", "Paid"], run.Output.Select(status => status.ToString()));
    }

    private Type TypeOf(string name) => module.Assembly.GetType(name) ?? throw new InvalidOperationException($"There is no type {name}.");
}
