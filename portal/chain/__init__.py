"""A chain of digests over what was promised to stay: who changes a record afterwards is found."""
