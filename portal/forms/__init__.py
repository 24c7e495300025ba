"""Fields, layouts, lists and versioned forms that every subject uses."""
