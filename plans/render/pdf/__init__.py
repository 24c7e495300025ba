"""A document as a PDF that an archive and a screen reader accept."""
