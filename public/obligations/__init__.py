"""What a public body owes its readers beside the plans: statements, contacts, licence."""
