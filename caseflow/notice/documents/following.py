"""What follows a letter: answers to complainants, checks, the next rung, the procuratorate (N8–N15)."""

FOLLOWING = ()
