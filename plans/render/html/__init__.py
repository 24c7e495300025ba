"""A document as public pages."""
