"""Who enters the portal: accounts, invitations, the second step of login, and what the portal knows of a person."""
