$answers = 'Approve', 'Checked by phone', 'Skip', 'Quit'
