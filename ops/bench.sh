#!/bin/sh
# Runs the measurements in a portal of their own, which goes away; what the database decides, on PostgreSQL too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DATA_DIR="$folder" PLANURI_ENV=development DJANGO_SETTINGS_MODULE=cluj_plans.settings
unset DATABASE_URL
# The server's databases take their encoding from here; a bare machine would give them none.
export LC_ALL=C.UTF-8
python=${VENV:-.venv}/bin/python
status=0
"$python" -m bench "$@" || status=1
pg_virtualenv -t -o fsync=off sh -eu -c '
    DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$0" -m bench progress search
' "$python" || status=1
exit $status
