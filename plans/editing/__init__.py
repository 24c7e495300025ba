"""The working plan is written: elements and settings, new codes, what was removed, how a plan begins."""
