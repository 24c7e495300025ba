"""A copy of all that is public as plain files, which needs neither the portal nor any server."""
