"""How a plan begins: blank, in a shape of levels and sections."""
