#!/bin/sh
# Serves the portal until it is told to stop: ops/serve.sh HOST PORT WORKERS. A server that ends otherwise, as it does when
# its workers die one after another, is started again, up to five times where it ends at once (as when its port is taken).
ulimit -n "$(ulimit -H -n)" 2>/dev/null
server='' told='' short=0
trap 'told=yes; [ -z "$server" ] || kill -TERM "$server"' INT TERM
trap '[ -z "$server" ] || kill -HUP "$server"' HUP
while [ -z "$told" ]; do
    began=$(date +%s)
    "${VENV:-.venv}/bin/granian" --interface rsgi --loop uvloop --http 1 --no-ws --log-level warning \
        --host "$1" --port "$2" --workers "$3" --backlog 4096 --backpressure 16384 --http1-header-read-timeout 5000 \
        --respawn-failed-workers --workers-kill-timeout 10 cluj_plans.rsgi:application &
    server=$!
    while kill -0 "$server" 2>/dev/null; do wait "$server"; done
    [ -n "$told" ] && break
    if [ $(($(date +%s) - began)) -ge 3 ]; then short=0; else short=$((short + 1)); fi
    [ "$short" -lt 5 ] || exit 1
    sleep 1
done
