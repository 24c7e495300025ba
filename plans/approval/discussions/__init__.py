"""What is said about a working plan or one of its elements."""
