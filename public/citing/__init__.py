"""How a plan, an element or an indicator is cited: always as an edition says it, which never changes."""
