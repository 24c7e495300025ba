"""What takes long, done outside the request: asked for, waited for, called off, fetched."""
