"""What people type when they enter, and when they look after other people."""
