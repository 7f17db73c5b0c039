$messages = 'A1', 'A2' | ForEach-Object { @{ api_version = '1.0'; no_order = $_; oid_partner = '201606221000921503' } }
