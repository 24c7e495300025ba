"""What pages say of themselves to readers."""
