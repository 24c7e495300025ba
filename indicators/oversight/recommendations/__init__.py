"""What the oversight body recommends, and what institutions answer."""
