#!/bin/bash
# Installs the portal on a Debian 12 that has none, from the tree that this script is in, and lets it serve over https.
# Use, as root: ops/deploy/install.sh HOST [sqlite|postgresql]
# A certificate of yours goes to /etc/planuri/tls/{certificate,key}.pem before; without one, one is made that no browser trusts.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ops/deploy/steps.sh
begin
host=${1:-} database=${2:-sqlite}
[[ $host =~ ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$ ]] || fail "numiți gazda pe care o cer cititorii: ops/deploy/install.sh planuri.example.ro"
[[ $database = sqlite || $database = postgresql ]] || fail "baza de date este sqlite sau postgresql"
[ ! -e $HOME_DIR/current ] || fail "portalul este instalat deja: ops/deploy/upgrade.sh"

say "pachetele sistemului"
ops/system-packages.sh deploy
if [ "$database" = postgresql ]; then
    ops/system-packages.sh postgresql
    systemctl start postgresql
fi

say "utilizatorul, dosarele, setările"
id planuri >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/planuri --shell /usr/sbin/nologin planuri
install -d $HOME_DIR $HOME_DIR/releases $HOME_DIR/slots $HOME_DIR/static
install -d -o planuri -g planuri -m 0700 /var/lib/planuri /var/backups/planuri /var/cache/planuri
install -d -o root -g planuri -m 0750 $ETC
install -d -m 0700 $ETC/tls
if [ ! -e $ETC/planuri.env ]; then
    url=sqlite:////var/lib/planuri/db.sqlite3
    [ "$database" = sqlite ] || url="postgres://%2Fvar%2Frun%2Fpostgresql:$(postgresql_port)/planuri"
    install -o root -g planuri -m 0640 /dev/null $ETC/planuri.env
    key=$(secret)
    sed -e "s|@SECRET_KEY@|$key|" -e "s|@HOST@|$host|g" -e "s|@DATABASE_URL@|$url|" -e "s|@WORKERS@|$(nproc)|" \
        ops/deploy/planuri.env.in >$ETC/planuri.env
fi
if [ ! -e $ETC/tls/certificate.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$host" \
        -addext "subjectAltName=DNS:$host" -keyout $ETC/tls/key.pem -out $ETC/tls/certificate.pem 2>/dev/null
    say "nu era niciun certificat: s-a făcut unul de 30 de zile, pe care niciun browser nu îl recunoaște"
fi

if [ "$database" = postgresql ]; then
    say "baza de date"
    prepare_postgresql
fi

add_release "$PWD"
say "migrările"
migrate_database "$release"
install_units "$release"
rm -f /etc/nginx/sites-enabled/default
switch_to "$release" || fail "portalul nu răspunde; ce spune este mai sus (journalctl -u 'planuri-*')"
make_pages "$release"
say "https://$host/ răspunde. Urmează: planuri createsuperuser; EMAIL_URL și SECURITY_CONTACT în $ETC/planuri.env; docs/operare.md"
