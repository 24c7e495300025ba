#!/bin/sh
# Breaks the portal for minutes, on SQLite and then on a PostgreSQL server that exists only for the run: kills, full
# disks, copies made while people write; and lets other programs judge every page. `make test` leaves these out, and
# most tests on PostgreSQL, which follow here.
set -eu
PYTHON=${VENV:-.venv}/bin/python
unset DATABASE_URL PYTHONDONTWRITEBYTECODE
export LC_ALL=C.UTF-8
ops/system-packages.sh drill
# The checker of HTML.
npm install --prefix "${VENV:-.venv}/vnu" --no-audit --no-fund --silent vnu-jar@26.9.27
set -- -m 'drill or kill' -s tests "$@"
status=0
echo "SQLite"
"$PYTHON" -m pytest "$@" || status=$?
echo "PostgreSQL"
pg_virtualenv -t -o log_min_messages=panic -o log_checkpoints=off sh -eu -c '
    DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$0" -m pytest -m "" -s tests
' "$PYTHON" || status=$?
exit "$status"
