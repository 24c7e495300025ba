#!/bin/bash
# Puts a new release, the tree that this script is in, in the place of the one that serves; nobody is refused meanwhile.
# What does not answer never serves: then all is as it was, and this fails.
# Use, as root: ops/deploy/upgrade.sh
#
# Migrations run while the old release serves, so they only add (a column that may be empty or has db_default, a table);
# what nothing uses any more goes in the release after. Rolling back then needs no migration either.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ops/deploy/steps.sh
begin
[ -e $HOME_DIR/current ] || fail "portalul nu este instalat: ops/deploy/install.sh"
old=$(readlink -f $HOME_DIR/current)
ops/system-packages.sh deploy

if has_command "$old" backup; then
    say "copia de siguranță"
    in_release "$old" backup
fi
add_release "$PWD"
say "migrările"
migrate_database "$release" || fail "migrările nu au reușit; $(basename "$old") răspunde în continuare"
is_reached || say "$(basename "$old") nu mai răspunde după migrări: ele nu au fost numai adăugiri"
switch_to "$release" || fail "versiunea nouă nu răspunde; $(basename "$old") rămâne"
ln -sfn "$old" $HOME_DIR/previous
install_units "$release"
reload_nginx
make_pages "$release"
prune_releases
say "$(basename "$release") răspunde; înapoi la $(basename "$old"): ops/deploy/rollback.sh"
