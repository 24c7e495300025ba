"""Commands of the indicators app, and the example that shows the portal at work."""
