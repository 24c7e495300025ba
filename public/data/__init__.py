"""The data of each page as files: tables of what was published and accepted, never of a draft."""
