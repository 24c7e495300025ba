#!/bin/sh
# Installs the Debian packages that are missing when root; otherwise names them in one line and fails.
# Use: ops/system-packages.sh run|test|bench|drill|deploy|postgresql|deploy-test
set -eu
wanted="libpangoft2-1.0-0 libharfbuzz-subset0"
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3-venv"
if [ "${1:-run}" = test ]; then
    wanted="$wanted age chromium-headless-shell libatomic1 poppler-utils postgresql postgresql-common libreoffice-calc-nogui libreoffice-writer-nogui"
fi
if [ "${1:-run}" = bench ]; then
    wanted="$wanted nginx-light postgresql postgresql-common wrk"
fi
if [ "${1:-run}" = drill ]; then
    wanted="$wanted clamav-daemon nginx-light openssl curl iproute2 default-jre-headless"
    # Debian's package does not go beside a Node.js from elsewhere, which brings its own.
    command -v npm >/dev/null || wanted="$wanted npm"
fi
if [ "${1:-run}" = deploy ]; then
    wanted="$wanted nginx-light openssl curl iproute2"
fi
if [ "${1:-run}" = postgresql ]; then
    wanted="postgresql"
fi
if [ "${1:-run}" = deploy-test ]; then
    wanted="debootstrap systemd-container"
fi
missing=""
for package in $wanted; do
    case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true) in
        "install ok installed") ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
    echo "Missing system packages; install them and try again: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/tmp/planuri-apt.log 2>&1 || {
    tail -n 5 /tmp/planuri-apt.log >&2
    exit 1
}
