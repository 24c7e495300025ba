"""What a report or an answer rests on: files and links."""
