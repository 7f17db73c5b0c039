using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

public sealed class SandboxServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_options_it_listens_on_loopback_and_holds_payments_of_all_three_reasons()
    {
        using SandboxServer server = SandboxServer.Start();

        Assert.Equal($"http://127.0.0.1:{server.Gateway.Port}/paymentapi/", server.Gateway.AbsoluteUri);
        Assert.Null(GatewayAddressProblem(server.Gateway));
        Assert.Equal(["4002", "4003", "4004"], server.HeldPayments.Select(payment => payment.RetCode));
        Assert.Equal(2048, KeyReader.ReadPrivateKeyFile(server.PrivateKeyPath!).Bits);
        Assert.Equal(2048, KeyReader.ReadPublicKeyFile(server.PlatformKeyPath).Bits);
    }

    [Fact]
    public async Task Its_signature_verifies_by_openssl_over_the_text_of_the_protocol()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        MessageFields reply = await caller.ConfirmAsync();
        string directory = Directory.CreateTempSubdirectory("sandbox-openssl-").FullName;
        try
        {
            string text = Path.Combine(directory, "text");
            string signature = Path.Combine(directory, "signature");
            await File.WriteAllTextAsync(
                text,
                $"no_order={reply["no_order"]}&oid_partner={reply["oid_partner"]}&oid_paybill={reply["oid_paybill"]}&ret_code=0000&ret_msg=交易成功&sign_type=RSA",
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                Cancel);
            await File.WriteAllBytesAsync(signature, Convert.FromBase64String(reply["sign"]!), Cancel);

            Assert.Equal("Verified OK", await OpenSslAsync("dgst", "-md5", "-verify", caller.Server.PlatformKeyPath, "-signature", signature, text));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_merchant_that_brings_a_public_key_gets_no_private_one_and_is_verified_by_its_own()
    {
        await using SandboxCaller other = SandboxCaller.Start();
        await using SandboxServer server = SandboxServer.Start(new SandboxOptions { KeyBits = 1024, MerchantKeys = [other.MerchantKey.PublicKey] });
        using HttpClient http = new();
        byte[] query = other.Sign(new QueryRequest(server.PartnerId, server.HeldPayments[0].OrderNumber).Fields).ToJson();

        MessageFields reply = await SandboxCaller.ReadAsync(await http.PostAsync(new Uri(server.Gateway, "queryPayment.htm"), new ByteArrayContent(query), Cancel));

        Assert.Null(server.PrivateKeyPath);
        Assert.Equal("CHECK", reply[FieldNames.ResultPay]);
        Assert.NotNull(MessageSignature.FindVerifyingKey(reply, reply[FieldNames.Sign]!, [KeyReader.ReadPublicKeyFile(server.PlatformKeyPath)]));
    }

    [Fact]
    public void The_private_key_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes.");
            return;
        }

        using SandboxServer server = SandboxServer.Start(new SandboxOptions { KeyBits = 1024 });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.PrivateKeyPath!));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(server.PrivateKeyPath)!));
    }

    [Fact]
    public async Task Disposing_frees_the_port_ends_connections_and_deletes_the_keys()
    {
        SandboxServer server = SandboxServer.Start(new SandboxOptions { KeyBits = 1024 });
        using TcpClient idle = new();
        await idle.ConnectAsync(IPAddress.Loopback, server.Gateway.Port, Cancel);
        await idle.GetStream().WriteAsync("POST /paymentapi/"u8.ToArray(), Cancel);

        await server.DisposeAsync();
        await server.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => idle.GetStream().ReadExactlyAsync(new byte[1], Cancel).AsTask());
        Assert.False(Directory.Exists(Path.GetDirectoryName(server.PrivateKeyPath)));
        await using SandboxServer next = SandboxServer.Start(new SandboxOptions { KeyBits = 1024, Port = server.Gateway.Port });
        Assert.Equal(server.Gateway, next.Gateway);
    }

    [Fact]
    public async Task Disposing_ends_an_answer_that_is_still_delayed()
    {
        TimerClock clock = new();
        SandboxCaller caller = SandboxCaller.Start(SandboxFault.Delay, clock: clock);
        Task<MessageFields> call = caller.ConfirmAsync();
        await clock.Waiting;

        await caller.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await caller.DisposeAsync();
    }

    [Fact]
    public async Task Disposing_forgets_what_waits_to_be_applied()
    {
        TimerClock clock = new();
        SandboxCaller caller = SandboxCaller.Start(SandboxFault.LateApply, clock: clock);
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.ConfirmAsync());

        await caller.DisposeAsync();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, caller.Server.EffectsOf(SandboxCaller.OrderNumber));
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_and_leaves_no_keys_behind()
    {
        using SandboxServer first = SandboxServer.Start(new SandboxOptions { KeyBits = 1024 });
        SandboxKeys keys = new([], 1024);
        Assert.True(File.Exists(keys.PrivateKeyPath));

        Assert.Throws<SocketException>(() => SandboxServer.Start(new SandboxOptions { Port = first.Gateway.Port }, keys));

        Assert.False(Directory.Exists(Path.GetDirectoryName(keys.PrivateKeyPath)));
    }

    [Fact]
    public async Task The_record_tells_of_each_request_and_holds_no_code_and_no_payload()
    {
        await using SandboxCaller caller = SandboxCaller.Start();
        await caller.ConfirmAsync(confirmCode: "000000");
        await caller.ConfirmAsync();
        await caller.QueryAsync();
        await caller.PostAsync("confirmPayment.htm?137007", "x"u8.ToArray());

        IReadOnlyList<SandboxRequest> requests = caller.Server.GetRequests();

        const string Confirm = "/paymentapi/confirmPayment.htm";
        Assert.Equal(
            [
                (1, Confirm, SandboxCaller.OrderNumber, 1, "4011", false),
                (2, Confirm, SandboxCaller.OrderNumber, 2, "0000", true),
                (3, "/paymentapi/queryPayment.htm", SandboxCaller.OrderNumber, 1, "0000", false),
                (4, Confirm, null, 1, "9901", false),
            ],
            requests.Select(request => (request.Number, request.Path, request.OrderNumber, request.Attempt, request.RetCode, request.HasApplied)));
        Assert.Equal(4, caller.Server.Requests);
        Assert.DoesNotContain("137007", string.Concat(requests), StringComparison.Ordinal);
        Assert.DoesNotContain("137007", SandboxCaller.Held.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "4 5")]
    [InlineData(0, "")]
    public async Task The_record_keeps_the_latest_requests_and_counts_all(int kept, string numbers)
    {
        await using SandboxCaller caller = SandboxCaller.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [SandboxCaller.Held], RecordedRequests = kept });
        for (int query = 0; query < 5; query++)
        {
            await caller.QueryAsync();
        }

        Assert.Equal(numbers, string.Join(' ', caller.Server.GetRequests().Select(request => request.Number)));
        Assert.Equal(5, caller.Server.Requests);
    }

    [Fact]
    public void Made_up_payments_have_numbers_of_their_own_and_sound_codes()
    {
        IReadOnlyList<SandboxPayment> payments = PaymentGenerator.Create(1000, new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));

        Assert.Equal(1000, payments.Select(payment => payment.OrderNumber).Distinct().Count());
        Assert.All(payments, payment =>
        {
            Assert.Matches("^S20260302-[0-9]{10}$", payment.OrderNumber);
            Assert.True(FieldGrammar.IsConfirmCode(payment.ConfirmCode));
            Assert.InRange(payment.Amount, 0.01m, 50m);
        });
        Assert.Equal("疑似重复提交订单且收款银行卡和姓名不一致", payments[2].RetMessage);
    }

    public static TheoryData<SandboxPayment> Unsound => new(
        new SandboxPayment { OrderNumber = "a b", ConfirmCode = "137007" },
        new SandboxPayment { OrderNumber = "A", ConfirmCode = "secret" },
        new SandboxPayment { OrderNumber = "A", ConfirmCode = "137007", RetCode = "0000" },
        new SandboxPayment { OrderNumber = "A", ConfirmCode = "137007", Amount = 0 },
        new SandboxPayment { OrderNumber = "A", ConfirmCode = "137007", Amount = 1.005m },
        new SandboxPayment { OrderNumber = "A", ConfirmCode = "137007", Amount = 1_000_000_000 });

    [Theory]
    [MemberData(nameof(Unsound))]
    public void A_payment_that_no_gateway_could_hold_is_refused_without_its_code(SandboxPayment payment)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => SandboxServer.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [payment] }));

        Assert.DoesNotContain(payment.ConfirmCode, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_is_given_twice_or_a_partner_that_is_not_18_digits_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SandboxServer.Start(new SandboxOptions { KeyBits = 1024, HeldPayments = [SandboxCaller.Held, SandboxCaller.Held] }));
        Assert.Throws<ArgumentException>(() => SandboxServer.Start(new SandboxOptions { PartnerId = "1" }));
    }

    private static string? GatewayAddressProblem(Uri address) => Core.Gateway.GatewayAddress.Parse(address.AbsoluteUri, out _);

    private static async Task<string> OpenSslAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return output.Trim();
    }
}
