"""A text document as blocks: paragraphs with their computed numbers, tables with their merged cells."""
