"""The workspace: where staff write a plan in the browser, together."""
