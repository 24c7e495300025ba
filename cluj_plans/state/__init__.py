"""How the portal itself is: what an administrator has to know before something is lost."""
