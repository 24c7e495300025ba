"""What keeps a backup from being made or used."""


class BackupProblem(Exception):
    """Says in Romanian what happened and what to do."""
