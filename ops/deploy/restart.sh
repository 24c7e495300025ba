#!/bin/bash
# Lets the release that serves begin again with the settings of now, on the other port; nobody is refused meanwhile.
# Use, as root, after a change of /etc/planuri/planuri.env: ops/deploy/restart.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
. ops/deploy/steps.sh
begin
release=$(readlink -f $HOME_DIR/current)
switch_to "$release" || fail "cu aceste setări portalul nu răspunde; merge mai departe cu cele de dinainte"
make_pages "$release"
say "$(basename "$release") răspunde cu setările din $ETC/planuri.env"
