"""A plan as a text document (DOCX)."""
