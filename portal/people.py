"""What a person is called on the portal's pages."""


def person_name(user, nobody: str = "") -> str:
    """Return a person's name, the account's where none is written; `nobody` where there is no person."""
    return (user.get_full_name() or user.get_username()) if user else nobody
