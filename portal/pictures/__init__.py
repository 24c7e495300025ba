"""Charts as pictures that stand alone: how wide words are, a frame that says what is drawn, SVG and PNG."""
