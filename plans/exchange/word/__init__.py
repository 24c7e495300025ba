"""A plan from a Word document: read, mapped, corrected by a person, written whole or not at all."""
