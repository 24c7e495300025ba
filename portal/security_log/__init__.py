"""What matters for security: who did what, when and from where; written once, read by administrators, then gone."""
