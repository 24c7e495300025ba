"""A plan that comes in from a file that holds it whole: JSON or StratML, of this portal or of another."""
