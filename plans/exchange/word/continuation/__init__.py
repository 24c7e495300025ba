"""A document that is next year's plan: what of it continues what of this year's."""
