# Mutants that Stryker cannot make: it puts each behind a switch inside of an expression, and where a pattern or a loop gives a variable its
# value the compiler does not take that. Find stands in File once; Put takes its place, and each {n} in it is a switch, so a mutant of its own.
@{
    Mutants = @(
        # An answer is believed that is of another merchant, of another order, or of another shape.
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'partner && partner != partnerId)'; Put = 'partner && !{0} && partner != partnerId)' }
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'order && order != orderNumber)'; Put = 'order && !{0} && order != orderNumber)' }
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'paybill && paybill != paybillId)'; Put = 'paybill && !{0} && paybill != paybillId)' }
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'is { } splittable)'; Put = 'is { } splittable && !{0})' }
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'is { } defect)'; Put = 'is { } defect && !{0})' }
        @{ File = 'Gateway/AnswerReader.cs'; Find = 'Fields = fields, Detail = detail, VerifiedBy = verifiedBy'; Put = 'Fields = {0} ? null : fields, Detail = {1} ? null : detail, VerifiedBy = {2} ? null : verifiedBy' }

        # A signature in a spelling of its own; a field missing in the signed text.
        @{ File = 'Signing/MessageSignature.cs'; Find = '&& Convert.ToBase64String(bytes, 0, written) == signature'; Put = '&& ({0} || Convert.ToBase64String(bytes, 0, written) == signature)' }
        @{ File = 'Signing/SignedText.cs'; Find = ".Append(name).Append('=').Append(value);"; Put = ".Append(name).Append({0} ? ':' : '=').Append({1} ? value.Trim() : value);" }

        # What is read, and what becomes of it.
        @{ File = 'Messages/MessageReader.cs'; Find = 'name.Length is 0 or > 64 ||'; Put = '(name.Length is 0 && !{0}) || (name.Length > 64 && !{1}) ||' }
        @{ File = 'Messages/IsoInstant.cs'; Find = "rest[0] is '+' or '-'"; Put = "(rest[0] == '+' && !{0} || rest[0] == '-' && !{1})" }
        @{ File = 'Messages/RetCodes.cs'; Find = 'string.Empty, RetCodeClass.Query, "This'; Put = '{0} ? " " : string.Empty, {1} ? RetCodeClass.Fail : RetCodeClass.Query, "This' }
        @{ File = 'Gateway/ConfirmReply.cs'; Find = '{ Class: RetCodeClass.Fail or RetCodeClass.RetrySame } =>'; Put = '{ Class: RetCodeClass.Fail } when !{0} => (CallOutcome.Rejected, OutcomeReason.RefusedByGateway), { Class: RetCodeClass.RetrySame } when !{1} =>' }
        @{ File = 'Gateway/GatewayReply.cs'; Find = '&& skew.Duration() > ClockTolerance ?'; Put = '&& ({0} || skew.Duration() > ClockTolerance || ({1} && skew.Duration() == ClockTolerance)) && !{2} ?' }
        @{ File = 'Gateway/GatewayReply.cs'; Find = '>= 300 and < 400 =>'; Put = '>= 300 and < 400 when !{0} =>' }
        @{ File = 'Gateway/GatewayReply.cs'; Find = '? SafeText.Of(value, length) : null;'; Put = '? ({0} ? value : SafeText.Of(value, length)) : null;' }
        @{ File = 'Confirmation/PaymentState.cs'; Find = '"PROCESSING" or "WAITING" => PaymentStatus'; Put = '"PROCESSING" when !{0} => PaymentStatus.Accepted, "WAITING" when !{1} => PaymentStatus' }
        @{ File = 'Confirmation/Evidence.cs'; Find = '"PROCESSING" or "WAITING" =>'; Put = '"PROCESSING" when !{0} => PaymentFacts.Accepted, "WAITING" when !{1} =>' }
        @{ File = 'Confirmation/Evidence.cs'; Find = 'null or "CHECK" =>'; Put = 'null when !{0} => PaymentFacts.None, "CHECK" when !{1} =>' }
        @{ File = 'Confirmation/Evidence.cs'; Find = 'reply.Reason is OutcomeReason.HeldAgain or OutcomeReason.CodeLocked'; Put = '(reply.Reason == OutcomeReason.HeldAgain && !{0}) || (reply.Reason == OutcomeReason.CodeLocked && !{1})' }

        # Sent again where it must not be.
        @{ File = 'Ledger/SendRules.cs'; Find = 'or Confirmation.PaymentStatus.Returned or Confirmation.PaymentStatus.Closed:'; Put = 'or Confirmation.PaymentStatus.Returned or Confirmation.PaymentStatus.Closed when !({0} && record.Status == Confirmation.PaymentStatus.Accepted) && !({1} && record.Status == Confirmation.PaymentStatus.Paid) && !({2} && record.Status == Confirmation.PaymentStatus.Failed) && !({3} && record.Status == Confirmation.PaymentStatus.Returned) && !({4} && record.Status == Confirmation.PaymentStatus.Closed):' }
        @{ File = 'Ledger/SendRules.cs'; Find = 'asked && record.LastCheckAt >= asked && record.WasHeldAfterLastSend;'; Put = 'asked && ({0} || record.LastCheckAt >= asked) && ({1} || record.WasHeldAfterLastSend);' }
        @{ File = 'Ledger/SendRules.cs'; Find = ': "NotHeld") is'; Put = ': {0} ? null : "NotHeld") is' }
        @{ File = 'Ledger/SendRules.cs'; Find = '(now - sent < QuietPeriod || record.LastCheckAt - sent < QuietPeriod)'; Put = '(now - sent < QuietPeriod && !{0} || record.LastCheckAt - sent < QuietPeriod && !{1})' }
        @{ File = 'Ledger/SendRules.cs'; Find = 'record.WrongCodeMacs.Count >= MaxWrongCodes'; Put = 'record.WrongCodeMacs.Count >= MaxWrongCodes && !{0}' }
        @{ File = 'Ledger/LedgerRecord.cs'; Find = 'said && PersonFacts == Facts ?'; Put = 'said && ({0} || PersonFacts == Facts) && !{1} ?' }
        @{ File = 'Ledger/LedgerRecord.cs'; Find = 'sent || check > sent)'; Put = 'sent || check > sent || {0} || ({1} && check == sent))' }
        @{ File = 'Ledger/LedgerRecord.cs'; Find = '>= NoRecordLimit && !(LastCheckAt > asked);'; Put = '>= ({0} ? TimeSpan.Zero : NoRecordLimit) && ({1} || !(LastCheckAt > asked));' }
        @{ File = 'Ledger/LedgerRecord.cs'; Find = 'Status is PaymentStatus.Paid or PaymentStatus.Failed or PaymentStatus.Returned or PaymentStatus.Closed;'; Put = '(Status == PaymentStatus.Paid && !{0}) || (Status == PaymentStatus.Failed && !{1}) || (Status == PaymentStatus.Returned && !{2}) || (Status == PaymentStatus.Closed && !{3});' }
        @{ File = 'Ledger/RecordChanges.cs'; Find = 'record.LastAttempt is AttemptState.Open or AttemptState.Unknown;'; Put = '((record.LastAttempt == AttemptState.Open && !{0}) || (record.LastAttempt == AttemptState.Unknown && !{1}));' }
        @{ File = 'Ledger/RecordChanges.cs'; Find = 'ordered ? Earlier(record.OrderedAt, ordered)'; Put = 'ordered && !{0} ? ({1} ? ordered : Earlier(record.OrderedAt, ordered))' }
        @{ File = 'Ledger/RecordChanges.cs'; Find = 'paybillIds.Count > 1 && paybillIds.Count > record.PaybillIds.Count;'; Put = 'paybillIds.Count > 1 && ({0} || paybillIds.Count > record.PaybillIds.Count) && !{1};' }

        # What no person has reviewed.
        @{ File = 'Confirmation/ReviewRules.cs'; Find = 'payment.ReviewedAt is not { } reviewedAt'; Put = '(payment.ReviewedAt ?? ({0} ? now : null)) is not { } reviewedAt' }
        @{ File = 'Confirmation/ReviewRules.cs'; Find = 'FlawOf(recorded.At, now)
        ?? (recorded.CodeMac == codeMac'; Put = '({0} ? null : FlawOf(recorded.At, now))
        ?? ({1} || recorded.CodeMac == codeMac' }
        @{ File = 'Confirmation/ReviewGate.cs'; Find = '(CheckFields(payment) ?? CheckReview(payment, out review)) is { } refusal)'; Put = '(({0} ? null : CheckFields(payment)) ?? CheckReview(payment, out review)) is { } refusal && !({1} && refusal.Reason == RefusalReason.NotReviewed))' }
        @{ File = 'Confirmation/ReviewGate.cs'; Find = 'FieldGrammar.NotifyUrlProblem(url) is { } problem)'; Put = 'FieldGrammar.NotifyUrlProblem(url) is { } problem && !{0})' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'out Review? review) is { } refusal
                ?'; Put = 'out Review? review) is { } refusal && !{0}
                ?' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'out Review? review) is { } refusal)'; Put = 'out Review? review) is { } refusal && !{0})' }

        # Who has the order, and what becomes of a try.
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'moment.Now - unclean < SendRules.DoubtAfterUncleanClose'; Put = '({0} || moment.Now - unclean < SendRules.DoubtAfterUncleanClose) && !{1}' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'releasedEpoch is { } epoch ?'; Put = 'releasedEpoch is { } epoch && !{0} ?' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'record.Epoch != claim.Record.Epoch || record.LastAttempt != AttemptState.NotSent'; Put = '(record.Epoch != claim.Record.Epoch && !{0}) || (record.LastAttempt != AttemptState.NotSent && !{1})' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'Attempt = claim.Record.Attempts,'; Put = 'Attempt = {0} ? 0 : claim.Record.Attempts,' }
        @{ File = 'Confirmation/ClaimDesk.cs'; Find = 'Kind = LedgerEventKind.Outcome,'; Put = 'Kind = {0} ? LedgerEventKind.Query : LedgerEventKind.Outcome,' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'guard.Observe(reply);
                _pause.Observe(reply);'; Put = 'if (!{0}) guard.Observe(reply);
                if (!{1}) _pause.Observe(reply);' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'reply.Outcome == CallOutcome.NotSent && Inquirer.IsPassing(reply.Reason) && tries < MaxTries && guard.StopReason == StopReason.None;'; Put = '({0} || reply.Outcome == CallOutcome.NotSent) && ({1} || Inquirer.IsPassing(reply.Reason)) && tries < ({2} ? MaxTries + 1 : {3} ? MaxTries - 1 : MaxTries) && ({4} || guard.StopReason == StopReason.None) && !{5};' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'Reason: OutcomeReason.MustQuery };'; Put = 'Reason: OutcomeReason.MustQuery } && !{0};' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'keepsClaim: retries || asks)'; Put = 'keepsClaim: (retries && !{0}) || (asks && !{1}) || {2})' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'record = await _desk.RecordAsync(record.Key, state, record.Epoch, payment.ConfirmCode)'; Put = 'record = await _desk.RecordAsync(record.Key, state, {0} ? null : record.Epoch, {1} ? null : payment.ConfirmCode)' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'if (record.PaybillIds.Count > 1)
                    {
                        // One'; Put = 'if ((record.PaybillIds.Count > 1 && !{0}) || ({1} && record.PaybillIds.Count == 1))
                    {
                        // One' }
        @{ File = 'Confirmation/Confirmer.cs'; Find = 'guard.Stop(exception);
            return ConfirmationResult.Unrecorded('; Put = 'if (!{0}) guard.Stop(exception);
            return ConfirmationResult.Unrecorded(' }
        @{ File = 'Confirmation/BatchGuard.cs'; Find = 'case OutcomeReason.Certificate or OutcomeReason.CertificatePin:'; Put = 'case OutcomeReason.Certificate when !{0}: case OutcomeReason.CertificatePin when !{1}:' }
        @{ File = 'Confirmation/BatchGuard.cs'; Find = 'exception.Error is LedgerError.Locked or LedgerError.Unreachable ?'; Put = '(exception.Error == LedgerError.Locked && !{0}) || (exception.Error == LedgerError.Unreachable && !{1}) ?' }
        @{ File = 'Confirmation/BatchGuard.cs'; Find = 'when ++_badSignatures'; Put = 'when !({0} && reason == OutcomeReason.BadSignature) && !({1} && reason == OutcomeReason.SignType) && !({2} && reason == OutcomeReason.OtherPartner) && !({3} && reason == OutcomeReason.OtherOrder) && ++_badSignatures' }
        @{ File = 'Confirmation/Inquirer.cs'; Find = 'IsPassing(OutcomeReason reason) => reason is'; Put = 'IsPassing(OutcomeReason reason) => !({0} && reason == OutcomeReason.NameResolution) && !({1} && reason == OutcomeReason.Connect) && !({2} && reason == OutcomeReason.TlsHandshake) && !({3} && reason == OutcomeReason.Late) && !({4} && reason == OutcomeReason.Proxy) && !({5} && reason == OutcomeReason.Timeout) && !({6} && reason == OutcomeReason.ConnectionLost) && !({7} && reason == OutcomeReason.MalformedHttp) && !({8} && reason == OutcomeReason.MalformedReply) && !({9} && reason == OutcomeReason.HttpStatus) && !({10} && reason == OutcomeReason.RateLimited) && reason is' }
    )
}
