using System.Globalization;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Children;

/// <summary>A sandbox that holds the payments of <see cref="Messages"/>.</summary>
internal static class SandboxChild
{
    internal static async Task RunAsync(string[] arguments)
    {
        await using var sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = int.Parse(arguments[0], CultureInfo.InvariantCulture),
            HeldPayments = [.. Enumerable.Range(0, int.Parse(arguments[1], CultureInfo.InvariantCulture)).Select(number => new SandboxPayment
            {
                OrderNumber = Messages.OrderNumber(number),
                ConfirmCode = Messages.ConfirmCode(number),
            })],
        });
        ChildProgram.Tell(new SandboxAddress(sandbox.Gateway, sandbox.PartnerId, sandbox.PrivateKeyPath!, sandbox.PlatformKeyPath));
        await Console.In.ReadToEndAsync();
    }
}

/// <summary>How to reach a sandbox.</summary>
/// <param name="Gateway">Its address.</param>
/// <param name="PartnerId">商户编号 of its merchant.</param>
/// <param name="PrivateKeyPath">The file of the merchant's key.</param>
/// <param name="PlatformKeyPath">The file of the platform's key.</param>
internal sealed record SandboxAddress(Uri Gateway, string PartnerId, string PrivateKeyPath, string PlatformKeyPath);
