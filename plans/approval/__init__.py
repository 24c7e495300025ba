"""From draft to edition: what is submitted, said, signed, decided, and published at its hour."""
