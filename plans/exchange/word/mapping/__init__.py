"""What in a document is the plan: which tables and lists are its tree, which columns say what, what the rest is."""
