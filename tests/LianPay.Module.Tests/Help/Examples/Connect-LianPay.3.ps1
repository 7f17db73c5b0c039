Save-SandboxProfile -Name 'north'
