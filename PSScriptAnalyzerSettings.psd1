@{
    Severity     = @('Error', 'Warning', 'Information')
    # Windows PowerShell alone would take a file without the mark for another encoding.
    ExcludeRules = @('PSUseBOMForUnicodeEncodedFile')
    # The default rules, and these about the form.
    Rules        = @{
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $false }
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.0') }
    }
}
