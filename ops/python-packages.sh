#!/bin/sh
# Installs the packages of a list into an environment: with uv, in a quarter of the time, or with pip where uv cannot.
# Use: ops/python-packages.sh <python> <list>
set -eu
python=$1 list=$2
uv=$(dirname "$python")/uv
export PIP_DISABLE_PIP_VERSION_CHECK=1
if [ -x "$uv" ] || "$python" -m pip install --quiet -c constraints.txt uv 2>/dev/null; then
    "$uv" pip install --quiet --python "$python" -r "$list" -c constraints.txt 2>/dev/null && exit 0
fi
"$python" -m pip install --quiet -r "$list" -c constraints.txt
