"""What other sites show of a page: its picture, its card, what they ask before (oEmbed)."""
