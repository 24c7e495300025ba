"""What a reader finds: the public pages, how they are stored and sent."""
