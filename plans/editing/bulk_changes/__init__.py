"""Terms, institutions and responsibles of many elements, changed at once and shown before they change."""
