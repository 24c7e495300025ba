"""Many reports on one page, filled in by keyboard."""
