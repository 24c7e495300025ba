"""What assistants ask of the portal, over the Model Context Protocol: to read only, each answer with its citations."""
