"""The cache in the database, which says when something could not be written."""

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, IntegrityError, OperationalError, connections, router


class StrictDatabaseCache(DatabaseCache):
    """Django's, except that a full disk or a busy database is an error.

    Django's says False then, as it does where a key is there already: a limit that asks so whether somebody else counts
    now takes a full disk for somebody else, and refuses everybody as one who tried too often.
    """

    def _base_set(self, mode, key, value, timeout=None):
        errors = []

        def note(execute, *asked):
            try:
                return execute(*asked)
            except DatabaseError as error:
                errors.append(error)
                raise

        with connections[router.db_for_write(self.cache_model_class)].execute_wrapper(note):
            is_written = super()._base_set(mode, key, value, timeout)
        is_refused = mode == "touch" or any(isinstance(error, IntegrityError) for error in errors)
        if not is_written and not is_refused:
            raise errors[0] if errors else OperationalError("What was written to the cache could not be kept.")
        return is_written
