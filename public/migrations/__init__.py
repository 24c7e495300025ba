"""Changes of the tables of public pages."""
