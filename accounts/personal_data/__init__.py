"""What the portal knows of a person: taken along, erased."""
