"""Following without an account: what happened in public, its feeds and calendars, the mails to those who ask."""
