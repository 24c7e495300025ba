"""The sittings of the oversight bodies, as readers find them."""
