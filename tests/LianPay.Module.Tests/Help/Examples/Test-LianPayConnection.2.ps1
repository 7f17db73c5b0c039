# Anybody on the way can read what is notified in plain http: that is a warning.
Save-SandboxProfile -Name 'north' -NotifyUrl 'http://pay.example.com/notify'
