"""The tables of an app, made at once."""

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel


class CreateModels(Operation):
    """Create models one after another, once all of them are known.

    After each model that a migration creates, Django reads anew all those that it leads to, of every app: with a
    hundred models that takes longer than all else. Here they are read when the last one is known.
    """

    def __init__(self, *operations: CreateModel):
        self.operations = operations

    def deconstruct(self):
        """Return how the operation is written in a migration."""
        return type(self).__name__, list(self.operations), {}

    def state_forwards(self, app_label, state):
        """Let the state know the models; what it had read of others is read again when it is needed."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Create the tables."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        """Return what `migrate` says of it."""
        return f"Create models {', '.join(operation.name for operation in self.operations)}"
