$results = Confirm-Reviewed
