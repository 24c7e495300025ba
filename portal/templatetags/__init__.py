"""What templates of every part of the portal may use; nothing here imports a model."""
