"""The forms of the working plan, for the workspace and the back office alike."""
