"""What templates are given of a document."""
