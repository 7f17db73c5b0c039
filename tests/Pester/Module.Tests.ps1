BeforeDiscovery {
    . "$PSScriptRoot/TestModule.ps1"
    $cmdlets = Get-Command -Module LianPay | ForEach-Object { @{ Name = $_.Name } }
}

BeforeAll {
    . "$PSScriptRoot/TestModule.ps1"
}

Describe 'The module' {
    It 'has a manifest that PowerShell accepts' {
        $manifest = Test-ModuleManifest -Path (Get-TestedModulePath)
        $manifest.Name | Should -Be 'LianPay'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'exports its cmdlets and nothing else' {
        (Get-Command -Module LianPay).CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
        (Get-Module -Name LianPay).ExportedVariables.Count | Should -Be 0
    }

    It 'is found by its name, loads itself, and can be imported again' {
        # The folder of a module is found by its name, so a checkout needs a link of that name.
        $root = (Get-Item -Path (Get-TestedModulePath)).Directory
        $folder = $root.Parent
        if ($folder.Name -ne 'LianPay') {
            $folder = New-Item -ItemType Directory -Path "$TestDrive/LianPay"
            $null = New-Item -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') -Path "$folder/$((Get-Module -Name LianPay).Version)" -Value $root
        }

        $script = Join-Path -Path $TestDrive -ChildPath 'autoload.ps1'
        Set-Content -Path $script -Value @"
            `$env:PSModulePath = '$($folder.Parent)' + [IO.Path]::PathSeparator + `$env:PSModulePath
            (Start-LianPaySandbox -HeldPayment 1).HeldPayments.Count
            Import-Module -Name LianPay -Force
            @(Get-Command -Module LianPay).Count
            Remove-Module -Name LianPay
            @(Get-Module -Name LianPay).Count
"@
        $result = Invoke-ScriptFile -Path $script
        $result.Output | Should -Be "1`n$(@(Get-Command -Module LianPay).Count)`n0"
    }

    It 'shows a helpful page for <Name>' -ForEach $cmdlets {
        $help = Get-Help -Name $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        Get-Help -Name $Name -Examples | Out-String | Should -Match $Name
    }

    It 'explains itself in <_>' -ForEach 'about_LianPay', 'about_LianPay_Safety', 'about_LianPay_Sandbox' {
        Get-Help -Name $_ | Out-String | Should -Match 'LianPay'
    }

    It 'lists the words of an enumeration when one is mistyped' {
        { Start-LianPaySandbox -Fault Nonsense } | Should -Throw -ExpectedMessage '*DropAfterApply*'
    }
}
