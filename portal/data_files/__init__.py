"""Tables of data as files: a table is described once, and each format writes it."""
