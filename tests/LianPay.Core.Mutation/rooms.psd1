# What is mutated, in src/LianPay.Core, and the classes of tests that must see it, in tests/LianPay.Core.Tests: those of the room, no others.
@{
    Signing        = @{
        Sources = @('Signing/BouncyCastleRsa.cs', 'Signing/MessageSignature.cs', 'Signing/PlatformRsa.cs', 'Signing/PreferredRsa.cs', 'Signing/SignedText.cs')
        Tests   = @(
            'Signing.RsaEngineTests', 'Signing.RsaEnginePaddingTests', 'Signing.RsaEngineDigestInfoTests', 'Signing.RsaEngineForgeryTests'
            'Signing.RsaEngineEncryptionTests', 'Signing.RsaEngineOaepTests', 'Signing.PreferredRsaTests', 'Signing.MessageSignatureTests'
            'Signing.MessageSignatureUnicodeTests', 'Signing.SignedTextTests', 'Signing.SignedTextResplitTests', 'Performance.AllocationBudgetTests'
        )
    }
    Sealing        = @{
        Sources = @('Payloads/EnvelopeWriter.cs', 'Payloads/Payload.cs')
        Tests   = @(
            'Payloads.PayloadTests', 'Payloads.PayloadTamperingTests', 'Payloads.PayloadChangeTests', 'Payloads.PayloadUnicodeTests'
            'Payloads.PayloadRandomnessTests', 'Performance.AllocationBudgetTests'
        )
    }
    Reading        = @{
        Sources = @(
            'Messages/ChinaTime.cs', 'Messages/FieldGrammar.cs', 'Messages/FieldNames.cs', 'Messages/IsoInstant.cs', 'Messages/MessageFields.cs'
            'Messages/MessageReader.cs', 'Messages/ReplyShape.cs', 'Messages/SafeText.cs', 'Messages/StrictUtf8.cs', 'Gateway/AnswerReader.cs'
        )
        Tests   = @(
            'Messages.ChinaTimeTests', 'Messages.FieldGrammarTests', 'Messages.FieldNamesTests', 'Messages.IsoInstantTests', 'Messages.MessageFieldsTests'
            'Messages.MessageReaderTests', 'Messages.ReplyShapeTests', 'Messages.SafeTextTests', 'Gateway.AnswerReaderTests', 'Gateway.AnswerReaderSignatureTests'
            'Gateway.AnswerReaderChangeTests', 'Gateway.AnswerReaderCultureTests', 'Gateway.QueryReplyTests', 'Gateway.GatewayClientBodyTests'
            'Signing.SignedTextTests'
        )
    }
    Classification = @{
        Sources = @(
            'Messages/RetCodes.cs', 'Messages/ResultPays.cs', 'Gateway/GatewayReply.cs', 'Gateway/ConfirmReply.cs', 'Gateway/QueryReply.cs'
            'Confirmation/PaymentState.cs', 'Confirmation/Evidence.cs'
        )
        Tests   = @(
            'Messages.RetCodesTests', 'Messages.ResultPaysTests', 'Gateway.ConfirmReplyTests', 'Gateway.QueryReplyTests', 'Gateway.GatewayClientRateLimitTests'
            'Gateway.GatewayClientHttpTests', 'Gateway.GatewayClientRequestTests', 'Confirmation.EvidenceTests', 'Confirmation.PaymentStateTests'
            'Confirmation.InquirerTests', 'Confirmation.ClaimDeskTests', 'Confirmation.ResolverTests'
        )
    }
    Rules          = @{
        Sources = @('Ledger/SendRules.cs', 'Ledger/RecordChanges.cs', 'Ledger/LedgerRecord.cs', 'Confirmation/ReviewRules.cs', 'Confirmation/ReviewGate.cs')
        Tests   = @('Ledger.SendRulesTests', 'Ledger.RecordChangesTests', 'Ledger.RecordModelTests', 'Confirmation.ReviewRulesTests', 'Confirmation.ReviewGateTests', 'Confirmation.ReviewDeskTests')
    }
    Workflow       = @{
        Sources = @('Confirmation/BatchGuard.cs', 'Confirmation/ClaimDesk.cs', 'Confirmation/Confirmer.cs', 'Confirmation/Inquirer.cs', 'Confirmation/Resolver.cs')
        Tests   = @(
            'Confirmation.BatchGuardTests', 'Confirmation.ClaimDeskTests', 'Confirmation.ConfirmerTests', 'Confirmation.ConfirmerResendTests'
            'Confirmation.ConfirmerDurabilityTests', 'Confirmation.InquirerTests', 'Confirmation.ResolverTests', 'Confirmation.ConfirmationBatchFaultTests'
            'Confirmation.ReviewDeskTests', 'Confirmation.ResolveRoundsTests'
        )
    }
}
