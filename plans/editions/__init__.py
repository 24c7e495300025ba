"""From the working plan to what was published: composed, checked, frozen, filed."""
