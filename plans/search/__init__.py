"""Where words stand in the working plans."""
