"""The pages on which people enter and look after accounts."""
