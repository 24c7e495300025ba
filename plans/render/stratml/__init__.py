"""A plan as StratML Part 2 (ANSI/AIIM 22:2017)."""
