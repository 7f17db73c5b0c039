Start-Stage -Fault DropAfterApply
Confirm-Reviewed
