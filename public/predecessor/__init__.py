"""A plan beside the one that it continues: what is promised again, what is new, what is left out."""
