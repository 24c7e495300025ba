"""What every page and form shares and no subject owns."""
