"""The guide: each file of docs/ghid is a page of the portal."""
