using System.Management.Automation;
using System.Net.Sockets;
using LianPay.Arguments;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Payments;
using LianPay.Sandbox;

namespace LianPay.Commands;

/// <summary>Starts a stand-in for the gateway on loopback, in this process.</summary>
/// <remarks>
/// <para>Behaves like the real gateway: it opens the sealed request, verifies the merchant's signature, knows the held payments and their confirm codes, locks an order after six wrong codes, lets codes expire after 24 hours, refuses a second confirmation, and signs its answers with a key of its own. No money moves and nothing leaves the machine.</para>
/// <para>It is for a first run and for tests of your own scripts. With -Fault it fails on demand, as networks and gateways do: a script that handles these handles the real ones. It ends with Stop-LianPaySandbox, or with the process.</para>
/// </remarks>
/// <example>
/// <para>A first run</para>
/// <code>$sandbox = Start-LianPaySandbox -HeldPayment 5
/// Connect-LianPay -Sandbox $sandbox
/// $sandbox.HeldPayments | Approve-LianPayment -Reviewer 'me' -Reason 'First run' | Confirm-LianPayment -Confirm:$false
/// Stop-LianPaySandbox -InputObject $sandbox</code>
/// <para>Confirms five made-up payments and shows one result for each.</para>
/// </example>
/// <example>
/// <para>See what a script makes of lost answers</para>
/// <code>$sandbox = Import-LianPayment -Path ./examples/held-payments.csv | Start-LianPaySandbox -Fault DropAfterApply -FaultRate 0.5</code>
/// <para>Holds the payments of a file, and loses every second answer after it has applied the confirmation.</para>
/// </example>
/// <inputs type="LianPay.HeldPayment, System.Management.Automation.PSObject, System.Collections.IDictionary">Payments to hold.</inputs>
/// <outputs type="LianPay.LianPaySandbox">The sandbox: its address, keys and held payments.</outputs>
/// <error id="HeldPaymentInvalid" category="InvalidArgument">A payment has no order number or confirm code in its grammar, no ret_code of a hold, or is there twice.</error>
/// <error id="PartnerIdInvalid" category="InvalidArgument">The merchant number is not 18 digits.</error>
/// <error id="NumericId" category="InvalidArgument">An id came as a number: give it as text.</error>
/// <error id="AmountInvalid" category="InvalidData">The amount of a payment is not yuan with at most two decimals after a full stop: a decimal comma, for instance.</error>
/// <error id="FaultArgumentInvalid" category="InvalidArgument">-FaultArgument does not fit the fault: a status is 500 to 599, and a delay is not negative but with LateApply.</error>
/// <error id="PortInUse" category="ResourceUnavailable">Another program listens on the port.</error>
[Cmdlet(VerbsLifecycle.Start, "LianPaySandbox")]
[OutputType(typeof(LianPaySandbox))]
public sealed class StartLianPaySandboxCommand : LianPayCommand
{
    private const int MaxPayments = 1_000_000;

    private readonly List<SandboxPayment> _payments = [];
    private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
    private int? _count;
    private bool _hasProblem;

    /// <summary>The payments to hold: how many to make up, or payments as Import-LianPayment gives them. Without it, three are made up.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject[]? HeldPayment { get; set; }

    /// <summary>商户编号 that the sandbox knows, as text.</summary>
    [Parameter]
    [Alias("oid_partner")]
    [IdArgument]
    public string? PartnerId { get; set; }

    /// <summary>What becomes of a payment after it has been confirmed.</summary>
    [Parameter]
    public SandboxOutcome Outcome { get; set; }

    /// <summary>What goes wrong with confirmations.</summary>
    [Parameter]
    public SandboxFault Fault { get; set; }

    /// <summary>How many confirmations it goes wrong with: 1 for all, 0.25 for every fourth.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double FaultRate { get; set; } = 1;

    /// <summary>Milliseconds of a delay, bytes of a cut answer, or an HTTP status, by the fault.</summary>
    /// <value>The fault's own.</value>
    [Parameter]
    [ValidateRange(-1, 600_000)]
    public int FaultArgument { get; set; }

    /// <summary>The port on loopback; 0 for any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject item in HeldPayment ?? [])
        {
            if (item?.BaseObject is int count and >= 0 and <= MaxPayments)
            {
                _count = count;
                continue;
            }

            Problem? problem = new PaymentArgument(item).TryRead(out HeldPayment payment) ?? Add(payment);
            if (problem is not null)
            {
                _hasProblem = true;
                WriteProblem(problem, PaymentTarget.Of(payment));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_hasProblem && _payments.Count == 0)
        {
            return;
        }

        if (ResolveId(PartnerId, nameof(PartnerId), out string? partnerId) is { } problem)
        {
            throw Terminate(problem);
        }

        if (partnerId is not null && !FieldGrammar.IsPartnerId(partnerId))
        {
            throw Terminate(Problems.ParameterInvalid(nameof(PartnerId), "The merchant number is not 18 digits.", "Leave it out, or give 18 digits as text."));
        }

        try
        {
            WriteObject(new LianPaySandbox(SandboxServer.Start(new SandboxOptions
            {
                PartnerId = partnerId ?? SandboxOptions.DefaultPartnerId,
                HeldPayments = _payments.Count > 0 ? _payments : null,
                HeldPaymentCount = _count ?? new SandboxOptions().HeldPaymentCount,
                Outcome = Enum.Parse<Sandbox.SandboxOutcome>(Outcome.ToString()),
                Fault = Enum.Parse<Sandbox.SandboxFault>(Fault.ToString()),
                FaultRate = FaultRate,
                FaultArgument = MyInvocation.BoundParameters.ContainsKey(nameof(FaultArgument)) ? FaultArgument : null,
                Port = Port,
            })));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Terminate(Problems.ParameterInvalid(nameof(FaultArgument), $"The argument does not fit the fault {Fault}.", "Leave -FaultArgument out to take the fault's own, or see Get-Help Start-LianPaySandbox -Parameter FaultArgument."));
        }
        catch (SocketException)
        {
            throw Terminate(Problems.PortInUse(Port));
        }
    }

    private Problem? Add(HeldPayment payment)
    {
        if (payment.OrderNumber is null || !FieldGrammar.IsOrderNumber(payment.OrderNumber)
            || payment.ConfirmCode is null || !FieldGrammar.IsConfirmCode(payment.ConfirmCode)
            || payment.RetCode is null || RetCodes.Find(payment.RetCode).Class != RetCodeClass.Review
            || !_orders.Add(payment.OrderNumber))
        {
            return Problems.HeldPaymentInvalid;
        }

        _payments.Add(new SandboxPayment
        {
            OrderNumber = payment.OrderNumber,
            ConfirmCode = payment.ConfirmCode,
            RetCode = payment.RetCode,
            Amount = payment.Amount?.Value ?? 1m,
            Payee = payment.Payee,
        });
        return null;
    }
}
