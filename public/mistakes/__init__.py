"""Mistakes that readers report: sent from every page, answered by who publishes the plan, counted in public."""
