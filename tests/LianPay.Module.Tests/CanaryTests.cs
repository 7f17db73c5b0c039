using System.Collections;
using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>
/// Every cmdlet, in success and in failure, with every stream on: no key, passphrase, confirm code or pay_load is anywhere
/// but in the properties whose purpose is to carry it.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private const string Code = "730194";
    private const string OtherCode = "730195";
    private const string Passphrase = "canary-passphrase-8d1f0a9c";
    private const string Partner = "201606221000921503";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();
    private readonly SecretSearch _search;

    public CanaryTests()
    {
        string pem = KeyFolder.Merchant.ExportPkcs8PrivateKeyPem();
        string[] lines = [.. pem.Split('\n').Skip(1)];

        // The first lines hold the public half, which is no secret.
        _search = new(
        [
            ("the confirm code", Code),
            ("the other confirm code", OtherCode),
            ("the passphrase", Passphrase),
            ("a pay_load", "lianpay1_0_1$"),
            .. lines[8..^3].Select((line, index) => ($"line {index + 9} of the key", line[..24])),
        ]);
        _engine.Set("code", Code);
        _engine.Set("number", int.Parse(Code, System.Globalization.CultureInfo.InvariantCulture));
        _engine.Set("pem", pem);
        _engine.Set("base64", string.Concat(lines[..^1]));
        _engine.Set("key", KeyFolder.Secret(pem));
        _engine.Set("broken", KeyFolder.Secret(pem.Replace(lines[10], lines[11], StringComparison.Ordinal)));
        _engine.Set("encrypted", KeyFolder.Secret(File.ReadAllText(_keys.Encrypted("locked.pem", Passphrase))));
        _engine.Set("passphrase", KeyFolder.Secret(Passphrase));
        _engine.Set("wrong", KeyFolder.Secret(Passphrase + "x"));
        _engine.Set("merchant", _keys.MerchantFile);
        _engine.Set("platform", _keys.PlatformFile);
        _engine.Set("platformKey", _keys.Write("platform.key", KeyFolder.Platform.ExportPkcs8PrivateKeyPem()));
        _engine.Set("folder", _keys.Path);
        _engine.Set("fields", new Hashtable { ["oid_partner"] = Partner, ["no_order"] = "A1", ["confirm_code"] = Code });
        _engine.Set("row", Row.Of("A1", Code).AsObject());
        _engine.Set("unreviewed", Row.Of("A2", Code).Without("reviewed_by").AsObject());
        _engine.Run("$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'");
    }

    [Theory]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -PassThru")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $encrypted -Passphrase $passphrase -PassThru; Get-LianPayConnection; Disconnect-LianPay")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $encrypted -Passphrase $wrong")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $encrypted")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $broken")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $passphrase")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath $pem")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath $base64")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -PlatformKeyPath $pem")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -PlatformKeyPath $base64")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -PlatformKeyPath $merchant")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -Ledger $base64")]
    [InlineData("Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKey $key -LedgerKeyPath $pem")]
    [InlineData("New-LianPayKeyPair -Path $folder/new.pem -Passphrase $passphrase; New-LianPayKeyPair -Path $folder/new.pem -Passphrase $passphrase")]
    [InlineData("New-LianPayKeyPair -Path $pem; New-LianPayKeyPair -Path $base64; New-LianPayKeyPair -Path $folder/none/new.pem -Passphrase $passphrase")]
    [InlineData("$fields | New-LianPaySignature -PrivateKey $encrypted -Passphrase $passphrase; $fields | New-LianPaySignature -PrivateKeyPath $base64")]
    [InlineData("@{ confirm_code = $number }, @{ x = \"1&confirm_code=$code\" }, \"{ confirm_code: $code\", \"{`\"$code`\":1}\" | New-LianPaySignature -PrivateKey $key")]
    [InlineData("@{ confirm_code = $number }, $fields, \"{`\"confirm_code`\":`\"$code`\",`\"confirm_code`\":1}\" | Test-LianPaySignature; Test-LianPaySignature $fields -Signature $code -Detailed")]
    [InlineData("Test-LianPaySignature $fields -PublicKeyPath $pem; Protect-LianPayload $fields -PublicKeyPath $base64; Unprotect-LianPayload $code -PrivateKeyPath $base64")]
    [InlineData("@{ confirm_code = $number }, \"{$code\", @{ confirm_code = $code }, $fields | Protect-LianPayload -PublicKeyPath $platform")]
    [InlineData("$sealed = $fields | Protect-LianPayload -PublicKeyPath $platform; $sealed; $sealed | Unprotect-LianPayload -PrivateKeyPath $platformKey; $sealed | Unprotect-LianPayload -PrivateKey $key")]
    [InlineData("$sealed = $fields | Protect-LianPayload -PublicKeyPath $platform; $sealed.Payload + 'A', ($sealed.ToJson() + $code), $code, '' | Unprotect-LianPayload -PrivateKeyPath $platformKey")]
    public void Keys_and_messages_are_shown_nowhere(string script) => AssertSilent(script);

    [Theory]
    [InlineData("Save-LianPayProfile p -PrivateKeySecretName $base64 @at; Save-LianPayProfile p -PrivateKeySecretName $pem @at; Save-LianPayProfile p -PassphraseSecretName $base64 @at; Save-LianPayProfile p -Vault $pem -PrivateKeySecretName a @at")]
    [InlineData("Save-LianPayProfile $base64 @at; Save-LianPayProfile $pem @at; Save-LianPayProfile p -PrivateKeyPath $base64 @at; Save-LianPayProfile p -PlatformKeyPath $pem @at; Save-LianPayProfile p -Gateway $base64 @at")]
    [InlineData("Save-LianPayProfile p -NotifyUrl $base64 @at; Save-LianPayProfile p -CertificatePin $base64 @at; Save-LianPayProfile p -Ledger $pem @at; Save-LianPayProfile p -LedgerKeyPath $base64 @at; Save-LianPayProfile p -Path $base64 -Environment Production -PartnerId 201606221000921503")]
    [InlineData("Connect-LianPay -Profile $base64 -ProfilePath $at.Path; Connect-LianPay -Profile p -ProfilePath $pem; Test-LianPayConnection -Profile $pem -ProfilePath $at.Path; Test-LianPayConnection -Profile p -ProfilePath $base64")]
    [InlineData("function Get-Secret { [CmdletBinding()] param($Name) if ($Name -eq 'key') { $encrypted } else { $passphrase } }; Save-LianPayProfile p -PrivateKeySecretName key -PassphraseSecretName pass @at -Verbose; Connect-LianPay -Profile p -ProfilePath $at.Path -PassThru; Save-LianPayProfile q -Connection (Get-LianPayConnection) -Path $at.Path -WhatIf; Disconnect-LianPay")]
    [InlineData("function Get-Secret { [CmdletBinding()] param($Name) if ($Name -eq 'key') { $pem } else { $code } }; Save-LianPayProfile p -PrivateKeySecretName key -PassphraseSecretName pass @at; Connect-LianPay -Profile p -ProfilePath $at.Path -PassThru; Connect-LianPay -Profile p -ProfilePath $at.Path -PrivateKey $key")]
    [InlineData("function Get-Secret { [CmdletBinding()] param($Name) throw [Exception]::new(\"$Name $pem\") }; Save-LianPayProfile p -PrivateKeySecretName key @at; try { Connect-LianPay -Profile p -ProfilePath $at.Path } catch { $own = $_ }; $Error.Clear(); $own")]
    [InlineData("function Get-Secret { param($Name) $encrypted }; Save-LianPayProfile p -PrivateKeySecretName key @at; Connect-LianPay -Profile p -ProfilePath $at.Path -Passphrase $wrong; Connect-LianPay -Profile p -ProfilePath $at.Path")]
    [InlineData("function Get-Secret { param($Name) $pem; $base64 }; Save-LianPayProfile p -PrivateKeySecretName key @at; Connect-LianPay -Profile p -ProfilePath $at.Path")]
    [InlineData("[IO.File]::WriteAllText($at.Path, \"{`\"version`\":1,`\"profiles`\":{`\"p`\":{`\"passphrase`\":`\"$base64`\"}}}\"); Connect-LianPay -Profile p -ProfilePath $at.Path; Save-LianPayProfile p -Force @at; Test-LianPayConnection -Profile p -ProfilePath $at.Path")]
    [InlineData("[IO.File]::WriteAllText($at.Path, \"{`\"version`\":1,`\"profiles`\":{`\"p`\":{`\"ledger`\":`\"$base64`\",`\"$base64`\":1}}}\"); Connect-LianPay -Profile p -ProfilePath $at.Path")]
    public void Profiles_are_saved_and_used_without_showing_a_secret(string script)
    {
        _engine.Run("$at = @{ Path = \"$folder/profiles.json\"; Environment = 'Production'; PartnerId = '201606221000921503' }");

        AssertSilent(script);

        string file = Path.Combine(_keys.Path, "profiles.json");
        if (!script.Contains("WriteAllText", StringComparison.Ordinal) && File.Exists(file))
        {
            _engine.Set("file", file);
            AssertSilent("[IO.File]::ReadAllText($file)");
        }
    }

    [Theory]
    [InlineData("Connect-LianPay -Environment Sandbox -Gateway $s.Gateway -PartnerId $s.PartnerId -PrivateKey $key -PlatformKeyPath $s.PlatformKeyPath; Test-LianPayConnection; Test-LianPayConnection -Quiet; Disconnect-LianPay")]
    [InlineData("function Get-Secret { param($Name) $encrypted }; Save-LianPayProfile p @at -PrivateKeySecretName key; Test-LianPayConnection -Profile p -ProfilePath $at.Path")]
    [InlineData("function Get-Secret { param($Name) if ($Name -eq 'key') { $encrypted } else { $passphrase } }; Save-LianPayProfile p @at -PrivateKeySecretName key -PassphraseSecretName pass; Test-LianPayConnection -Profile p -ProfilePath $at.Path")]
    [InlineData("function Get-Secret { param($Name) throw $pem }; Save-LianPayProfile p @at -PrivateKeySecretName key; $own = Test-LianPayConnection -Profile p -ProfilePath $at.Path; $Error.Clear(); $own")]
    public void A_set_up_is_checked_without_showing_a_secret(string script)
    {
        _engine.Run("$s = Start-LianPaySandbox; $at = @{ Path = \"$folder/profiles.json\"; Environment = 'Sandbox'; Gateway = $s.Gateway; PartnerId = $s.PartnerId; PlatformKeyPath = $s.PlatformKeyPath }");

        AssertSilent(script);

        _engine.Run("Stop-LianPaySandbox $s");
    }

    [Theory]
    [InlineData("no_order,confirm_code,ret_code\nA1,730194,4002\nA1,730194,4002\nA2,730194,40\n730194,A2,4002\nA3,,730194\nA4,730194,4002,730195\n")]
    [InlineData("no_order,confirm_code,ret_code,oid_partner,notify_url,money_order,reviewed_by,reviewed_at\nA1,730194,4002,730195,,,,\nA2,730194,4002,,730195,,,\nA3,730194,4002,,,730195.001,,\nA4,730194,4002,,,,a,730195\n")]
    [InlineData("no_order;confirm_code;ret_code\nA1;730194;4002\n")]
    [InlineData("no_order,confirm_code,ret_code\nA1,730194,4002\nA1,730195,4002\n")]
    [InlineData("730194,730195\nA1,730194\n")]
    [InlineData("no_order,confirm_code,ret_code\nA1,\"730194,4002\n")]
    [InlineData("[{\"no_order\":\"A1\",\"confirm_code\":730194,\"ret_code\":\"4002\"},{\"no_order\":\"A2\",\"confirm_code\":{\"730194\":1}},\"730194\",730195]")]
    [InlineData("[{\"no_order\":\"A1\",\"confirm_code\":\"730194\"")]
    public void Files_are_read_without_showing_their_codes(string content)
    {
        _engine.Set("file", _keys.Write(content[0] == '[' ? "held.json" : "held.csv", content));

        AssertSilent("Import-LianPayment $file; $row | Import-LianPayment; Import-LianPayment -LiteralPath $folder");
    }

    [Theory]
    [InlineData("$row | Approve-LianPayment -Reviewer a -Reason b; $row | Deny-LianPayment -Reviewer a -Reason b -WhatIf; $row | Deny-LianPayment -Reviewer a -Reason b")]
    [InlineData("@{ no_order = $number; confirm_code = $code }, @{ no_order = 'A 1'; confirm_code = $code }, @{ no_order = 'A1'; confirm_code = $number }, @{ no_order = 'A1'; ret_code = $code; reviewed_at = $code } | Approve-LianPayment -Reviewer a -Reason b")]
    [InlineData("$row, @{ no_order = 'A1'; confirm_code = $code; ret_code = '4002' }, @{ no_order = 'A2'; confirm_code = $number; ret_code = '4002' } | Start-LianPaySandbox | Stop-LianPaySandbox; $row | Stop-LianPaySandbox")]
    [InlineData("$row | Confirm-LianPayment; $row | Get-LianPayment")]
    public void Payments_are_reviewed_and_held_without_showing_their_codes(string script) => AssertSilent(script);

    [Theory]
    [InlineData("None")]
    [InlineData("DropAfterApply")]
    [InlineData("CutReply")]
    [InlineData("Garbage")]
    [InlineData("Html")]
    [InlineData("Status500")]
    [InlineData("WrongSignature")]
    [InlineData("Unsigned")]
    [InlineData("OtherOrder")]
    public void Payments_are_confirmed_without_showing_anything(string fault)
    {
        _engine.Run($"$s = $row, @{{ no_order = 'A2'; confirm_code = $code; ret_code = '4003' }} | Start-LianPaySandbox -Fault {fault}; Connect-LianPay -Sandbox $s");
        _engine.Host.Answer("No");
        _engine.Host.Answer("Yes");

        AssertSilent("""
            $row | Confirm-LianPayment -WhatIf
            $row | Confirm-LianPayment
            $row | Confirm-LianPayment
            $row | Confirm-LianPayment
            $row, $unreviewed, @{ no_order = 'A2'; confirm_code = $number }, @{ no_order = $code; confirm_code = 'A2' }, @{ no_order = 'A3'; confirm_code = $code; ret_code = $code } | Confirm-LianPayment -Confirm:$false
            [PSCustomObject]@{ 'no_order;confirm_code' = "A1;$code" } | Confirm-LianPayment -Confirm:$false
            """);
        AssertSilent("$unreviewed | Confirm-LianPayment -Confirm:$false -ErrorAction Stop");
        AssertSilent("Get-LianPayRecord -History; (Get-LianPayRecord -History).History; Resolve-LianPayment -TimeoutSec 0; $row | Resolve-LianPayment -TimeoutSec 0; Get-LianPayRecord | Measure-LianPayment");
        AssertSilent("$row | Confirm-LianPayment -Confirm:$false; $row, $code, @{ no_order = $code } | Resolve-LianPayment -TimeoutSec 0; Get-LianPayRecord -OrderNumber $number");
        AssertSilent("'Get-LianPayRecord ', 'Resolve-LianPayment -IncludePaid -OrderNumber ', 'Confirm-LianPayment -RetCode ' | ForEach-Object { [System.Management.Automation.CommandCompletion]::CompleteInput($_, $_.Length, $null).CompletionMatches }");
        AssertSilent("$row | Get-LianPayment; $s.HeldPayments | Get-LianPayment; $s; $s.HeldPayments; Stop-LianPaySandbox $s; Disconnect-LianPay");
    }

    [Fact]
    public void Reviews_go_into_the_ledger_without_showing_their_codes()
    {
        _engine.Run("$s = $row, @{ no_order = 'A2'; confirm_code = $code; ret_code = '4003' } | Start-LianPaySandbox; Connect-LianPay -Sandbox $s");
        foreach (string answer in new[] { "Approve", "checked", "Deny", "paid before" })
        {
            _engine.Host.Answer(answer);
        }

        AssertSilent("$row | Approve-LianPayment; $row | Deny-LianPayment; $row | Approve-LianPayment; Get-LianPayRecord -History; (Get-LianPayRecord -History).History");
        AssertSilent("$row | Confirm-LianPayment -Confirm:$false; Set-LianPayPolicy -RequireSecondPerson -Confirm:$false; (Get-LianPayConnection).Policy");
        AssertSilent("@{ no_order = $number; confirm_code = $code }, @{ no_order = 'A1'; confirm_code = $number }, @{ no_order = 'A1'; confirm_code = \"$code$code\" } | Approve-LianPayment -Reviewer a -Reason b; $row | Confirm-LianPayment -Confirm:$false");
        AssertSilent("Stop-LianPaySandbox $s; $row | Approve-LianPayment -Reviewer a -Reason b; Disconnect-LianPay");
    }

    [Theory]
    [InlineData("-Path $folder/report.html -PassThru")]
    [InlineData("-Path $folder/report.html -WhatIf")]
    [InlineData("-Path $pem")]
    [InlineData("-LiteralPath $pem")]
    [InlineData("-Path $folder")]
    [InlineData("-Path $folder/none/report.html")]
    [InlineData("-Path \"$folder/*.html\"")]
    public void A_batch_is_reported_without_showing_anything(string arguments)
    {
        _engine.Run("$s = $row, @{ no_order = 'A2'; confirm_code = $code; ret_code = '4003' } | Start-LianPaySandbox; Connect-LianPay -Sandbox $s");
        _engine.Set("foreign", new ErrorRecord(new InvalidOperationException($"no {Code}: {_engine.Get("pem")} {_engine.Get("base64")} lianpay1_0_1$QUJD"), Code, ErrorCategory.NotSpecified, _engine.Get("row")));

        AssertSilent($$"""
            $results = $row, $unreviewed, @{ no_order = 'A2'; confirm_code = $number }, @{ no_order = $code; confirm_code = 'A2' } | Confirm-LianPayment -Confirm:$false -ErrorVariable bad
            @($results) + @($bad) + @($foreign) + @($row, $s.HeldPayments[0]) | Export-LianPayReport {{arguments}}
            if ([IO.File]::Exists("$folder/report.html")) { [IO.File]::ReadAllText("$folder/report.html") }
            Stop-LianPaySandbox $s; Disconnect-LianPay
            """);
    }

    [Theory]
    [InlineData("$code")]
    [InlineData("[Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes(\"ab$code.\"))")]
    [InlineData("[Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes(\"a$code\"))")]
    [InlineData("[Convert]::ToHexString([Text.Encoding]::Unicode.GetBytes($code)).ToLowerInvariant()")]
    [InlineData("[PSCustomObject]@{ deep = @{ list = @(1, [PSCustomObject]@{ code = \"is $code\" }) } }")]
    [InlineData(", [Text.Encoding]::ASCII.GetBytes(\"x$code\")")]
    [InlineData("$base64.Substring(600, 64)")]
    [InlineData("$number")]
    [InlineData("throw \"no $code\"")]
    [InlineData("$code | Out-Host")]
    [InlineData("$ExecutionContext.Host.UI.WriteVerboseLine('x'); $PSCmdlet; Write-It")]
    public void The_search_finds_a_secret_that_was_planted(string script)
    {
        _engine.Run("function Write-It { [CmdletBinding()] param() $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'y', 'NotSpecified', $row)) }");

        Assert.NotEmpty(_search.FindIn(_engine.Try(script)));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }

    private void AssertSilent(string script)
    {
        // The objects once as they are and once on the screen; what ended a statement does not end the script.
        EngineRun run = _engine.Try($"$Error.Clear(); $all = @(& {{ {script} }}); $all; $all | Out-Host");
        ErrorRecord[] kept = [.. ((IEnumerable)_engine.Get("Error")!).Cast<object>().OfType<ErrorRecord>()];

        Assert.True(run.Output.Count + kept.Length > 0, "Nothing happened that could show anything.");
        Assert.Empty(_search.FindIn(run with { Errors = [.. run.Errors, .. kept] }));
    }
}
