"""A plan as an Akoma Ntoso document (LegalDocML, OASIS)."""
