"""How the working plan is written: begun, arranged, renumbered, taken apart, put back, carried into the next year."""
