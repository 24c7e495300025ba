#!/bin/bash
# Lets the previous release serve again, or the one that is named; nobody is refused meanwhile. The database stays as it is:
# migrations only add, so the older release finds all it knows. What it does not know is said.
# Use, as root: ops/deploy/rollback.sh [release]
set -euo pipefail
cd "$(dirname "$0")/../.."
. ops/deploy/steps.sh
begin
current=$(readlink -f $HOME_DIR/current)
wanted=$(readlink -f "$HOME_DIR/${1:+releases/}${1:-previous}" || true)
[ -x "$wanted/.venv/bin/python" ] || fail "nu există o asemenea versiune; sunt: $(ls $HOME_DIR/releases | tr '\n' ' ')"
[ "$wanted" != "$current" ] || fail "$(basename "$wanted") răspunde deja"
beyond=$(migrations_beyond "$wanted")
[ -z "$beyond" ] || say "baza de date păstrează ce această versiune nu cunoaște: $beyond"
switch_to "$wanted" || fail "$(basename "$wanted") nu răspunde; $(basename "$current") rămâne"
ln -sfn "$current" $HOME_DIR/previous
install_units "$wanted"
reload_nginx
make_pages "$wanted"
say "$(basename "$wanted") răspunde"
