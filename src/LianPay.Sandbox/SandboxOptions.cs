using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Keys;

namespace LianPay.Sandbox;

/// <summary>How a sandbox is set up. Everything has a default.</summary>
public sealed class SandboxOptions
{
    /// <summary>A merchant number that LianLian has given to nobody: its date lies far ahead.</summary>
    public const string DefaultPartnerId = "209901010000000001";

    /// <summary>商户编号 of the one merchant that the sandbox knows, 18 digits.</summary>
    public string PartnerId { get; init; } = DefaultPartnerId;

    /// <summary>The merchant's public keys; empty: the sandbox makes a key pair for the merchant.</summary>
    public IReadOnlyList<RsaPublicKey> MerchantKeys { get; init; } = [];

    /// <summary>The length of the keys that the sandbox makes, in bits: 2048, or 1024 as the real platform's key.</summary>
    public int KeyBits { get; init; } = 2048;

    /// <summary>The port on 127.0.0.1; 0: one that is free.</summary>
    public int Port { get; init; }

    /// <summary>With a certificate the sandbox speaks TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The payments that are held at the start; null: <see cref="HeldPaymentCount"/> made-up ones.</summary>
    public IReadOnlyList<SandboxPayment>? HeldPayments { get; init; }

    /// <summary>How many payments are made up when none are given. They are held by 4002, 4003 and 4004 in turn.</summary>
    public int HeldPaymentCount { get; init; } = 3;

    /// <summary>What becomes of a confirmed payment that does not say so itself.</summary>
    public SandboxOutcome Outcome { get; init; }

    /// <summary>False: the merchant has no right to the product, and confirmations are refused by 4005.</summary>
    public bool HasPermission { get; init; } = true;

    /// <summary>Whether the signature of a query's answer covers <c>memo</c>. What the real gateway does is not known (PROTOCOL 3.2).</summary>
    public bool SignsMemo { get; init; } = true;

    /// <summary>Tells the time, and drives the faults that wait.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the sandbox does wrong.</summary>
    public SandboxFault Fault { get; init; }

    /// <summary>The share of the requests that meet the fault, 0 to 1. Spread evenly, not drawn: at 0.25 it is every fourth.</summary>
    public double FaultRate { get; init; } = 1;

    /// <summary>Milliseconds, bytes or a status; see <see cref="SandboxFault"/>.</summary>
    public int? FaultArgument { get; init; }

    /// <summary>True: queries meet the fault too. By default confirmations alone do, so that an outcome can be found out.</summary>
    public bool FaultsQueries { get; init; }

    /// <summary>Chooses the fault of each request instead of <see cref="Fault"/>, <see cref="FaultRate"/> and <see cref="FaultsQueries"/>. Asked when the request has been read, from many threads at once.</summary>
    public Func<SandboxRequest, SandboxFault>? ChooseFault { get; init; }

    /// <summary>How many requests are kept for <see cref="SandboxServer.GetRequests"/>: the latest.</summary>
    public int RecordedRequests { get; init; } = 100_000;
}
