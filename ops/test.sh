#!/bin/sh
# Runs all tests on SQLite, and those that a database can decide on a PostgreSQL server that exists only for the run.
set -eu
PYTHON=${VENV:-.venv}/bin/python
unset DATABASE_URL
# The run starts some hundred processes: each would compile the portal anew.
unset PYTHONDONTWRITEBYTECODE
# The server's databases take their encoding from here; a bare machine would give them none.
export LC_ALL=C.UTF-8
echo "SQLite"
"$PYTHON" -m pytest -n 3 "$@"
echo "PostgreSQL"
pg_virtualenv -o fsync=off -o synchronous_commit=off -o full_page_writes=off \
    -o log_min_messages=panic -o log_checkpoints=off sh -eu -c '
    DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$0" -m pytest -n 3 --only-database "$@"
' "$PYTHON" "$@"
