namespace LianPay.Core.Ledger;

/// <summary>What a record is about: one order of one merchant at one gateway. A sandbox never shares a record with production.</summary>
/// <param name="Gateway">Host and port of the gateway, in lower case.</param>
/// <param name="PartnerId">商户编号, 18 digits.</param>
/// <param name="OrderNumber">商户付款流水号.</param>
public sealed record PaymentKey(string Gateway, string PartnerId, string OrderNumber);
