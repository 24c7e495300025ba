#!/bin/sh
# Runs the measurements in a portal of their own, which goes away.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DATA_DIR="$folder" PLANURI_ENV=development DJANGO_SETTINGS_MODULE=cluj_plans.settings
unset DATABASE_URL
python=${VENV:-.venv}/bin/python
"$python" -m bench "$@"
