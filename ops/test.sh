#!/bin/sh
# Runs all tests on SQLite and, at the same time, those that a database can decide on a PostgreSQL server that exists
# only for the run: while one waits for a browser or for a process, the other has the processor.
set -eu
PYTHON=${VENV:-.venv}/bin/python
unset DATABASE_URL
# The run starts some hundred processes: each would compile the portal anew.
unset PYTHONDONTWRITEBYTECODE
# The server's databases take their encoding from here; a bare machine would give them none.
export LC_ALL=C.UTF-8
# Each test is compiled with what explains a failed assertion: once, by two processes, not in each process of the run.
"$PYTHON" -m pytest --collect-only -n 0 tests/plans tests/public >/dev/null || : &
"$PYTHON" -m pytest --collect-only -n 0 --ignore tests/plans --ignore tests/public tests >/dev/null || :
wait
# Neighbouring tests share what was prepared for them: each process takes a stretch of them, and helps the others later.
set -- --dist worksteal "$@"
said=$(mktemp)
SHARED_STATIC=$(mktemp -d)
export SHARED_STATIC
setsid pg_virtualenv -t -o fsync=off -o synchronous_commit=off -o full_page_writes=off \
    -o log_min_messages=panic -o log_checkpoints=off sh -eu -c '
    DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$0" -m pytest --only-database -n 0 "$@"
' "$PYTHON" "$@" >"$said" 2>&1 </dev/null &
postgres=$!
trap 'kill -TERM -"$postgres" 2>/dev/null || true; wait; rm -rf "$said" "$SHARED_STATIC"' EXIT
trap 'exit 130' INT TERM
status=0
echo "SQLite"
# With the one above, three processes for two processors: one more takes more than it gives.
"$PYTHON" -m pytest -n 2 "$@" || status=$?
echo "PostgreSQL"
wait "$postgres" || status=$?
cat "$said"
exit "$status"
