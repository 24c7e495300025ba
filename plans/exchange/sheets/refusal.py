"""How a file is refused."""


class ImportRefused(Exception):
    """The file cannot be imported; the message tells the person why and what to do."""
