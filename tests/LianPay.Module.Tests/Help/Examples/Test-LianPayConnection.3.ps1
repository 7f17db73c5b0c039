Save-SandboxProfile -Name 'night'
