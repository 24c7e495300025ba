#!/bin/bash
# Tries ops/deploy on fresh Debians that run systemd (debootstrap, systemd-nspawn), each with a network of its own that
# leads nowhere: what has to be fetched is fetched before, from where this machine fetches. Leaves nothing behind.
# Use, as root: ops/deploy/test.sh [sqlite] [postgresql]
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "ops/deploy/test.sh: run it as root" >&2; exit 1; }
databases=${*:-sqlite postgresql}
ops/system-packages.sh deploy-test
work=$(mktemp -d "${TMPDIR:-/var/tmp}/planuri-deploy.XXXXXX")
machine=''
stop_machine() {
    [ -n "$machine" ] || return 0
    kill -TERM "$machine" 2>/dev/null || true
    for second in $(seq 30); do kill -0 "$machine" 2>/dev/null || break; sleep 1; done
    kill -KILL "$machine" 2>/dev/null || true
    wait "$machine" 2>/dev/null || true
    machine=''
}
clean_up() {
    stop_machine
    # What debootstrap or a machine left mounted, from the innermost.
    awk -v work="$work/" 'index($2, work) == 1 { print $2 }' /proc/mounts | sort -r | while read -r place; do umount "$place" || umount -l "$place"; done
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# The mirror that this machine's apt uses for Debian 12.
mirror=${MIRROR:-$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == "bookworm" && $2 == "main" { print $3; exit }')}
[ -n "$mirror" ] || { echo "ops/deploy/test.sh: apt here knows no Debian 12; name a mirror in MIRROR" >&2; exit 1; }
echo "Debian 12 from nothing"
base=$work/base
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates,python3,procps bookworm "$base" "$mirror" >"$work/log" 2>&1 || { tail "$work/log" >&2; exit 1; }

# How this machine reaches its registries, for as long as it takes to fetch.
lent="/etc/apt/sources.list /etc/apt/sources.list.d/debian.sources /etc/apt/apt.conf.d /etc/pip.conf $HOME/.config/pip/pip.conf /etc/ssl/certs/ca-certificates.crt /etc/hosts"
cp -a "$base/etc" "$work/etc"
for file in $lent; do [ ! -e "$file" ] || { mkdir -p "$base$(dirname "$file")"; cp -a "$file" "$base$(dirname "$file")/"; }; done
echo "127.0.0.1 localhost" >"$work/etc/hosts"
mkdir -p "$base/root/tree" "$base/wheels"
{ git ls-files --cached --others --exclude-standard 2>/dev/null || find . -path ./.venv -prune -o -path ./var -prune -o -type f -print; } |
    while read -r file; do [ ! -e "$file" ] || echo "$file"; done | tar -cf - -T - | tar -C "$base/root/tree" --no-same-owner -xf -
echo "Its packages, and the portal's"
systemd-nspawn --quiet --register=no --keep-unit --resolv-conf=copy-host --pipe --directory="$base" \
    $(env | sed -n 's/^\(\(PIP_CERT\|PIP_INDEX_URL\|PIP_DEFAULT_TIMEOUT\|https\?_proxy\|HTTPS\?_PROXY\|no_proxy\|NO_PROXY\)=.*\)$/--setenv=\1/p') \
    /bin/sh -euc '
    cd /root/tree
    export DEBIAN_FRONTEND=noninteractive
    for what in $0; do ops/system-packages.sh "$what"; done
    python3 -m venv /root/fetch
    { cat requirements.lock; awk "/^[^ #]/ { wanted = /^uv==/ } wanted" requirements-dev.lock; } >/root/all.lock
    /root/fetch/bin/pip download --quiet --disable-pip-version-check --require-hashes --no-deps -r /root/all.lock -d /wheels
    # What builds the one package that comes as source.
    /root/fetch/bin/pip download --quiet --disable-pip-version-check --no-deps setuptools wheel -d /wheels
    apt-get clean
    rm -rf /root/fetch /root/all.lock' "run deploy $([[ $databases != *postgresql* ]] || echo postgresql)" >"$work/log" 2>&1 </dev/null || { tail -n 30 "$work/log" >&2; exit 1; }
for file in $lent; do [ -d "$file" ] && continue; rm -f "$base$file"; [ ! -e "$work$file" ] || cp -a "$work$file" "$base$file"; done

status=0
for database in $databases; do
    echo
    echo "$database"
    root=$work/$database
    cp -a --reflink=auto "$base" "$root"
    systemd-nspawn --quiet --register=no --keep-unit --private-network --machine=planuri-test --directory="$root" --boot >"$work/console" 2>&1 </dev/null &
    machine=$!
    leader=''
    for second in $(seq 60); do
        leader=$(for child in $(pgrep -P "$machine"); do grep -lsP '^NSpid:.*\t1$' "/proc/$child/status" || true; done | cut -d/ -f3 | head -1)
        [ -z "$leader" ] || break
        sleep 0.5
    done
    [ -n "$leader" ] || { echo "The machine did not start:" >&2; tail "$work/console" >&2; exit 1; }
    inside() {
        nsenter --target "$leader" --mount --uts --ipc --net --pid --root -- \
            env -i -C /root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels UV_OFFLINE=1 UV_NO_INDEX=1 UV_FIND_LINKS=/wheels "$@"
    }
    for second in $(seq 60); do inside systemctl is-system-running --wait >/dev/null 2>&1 && break; inside test -S /run/systemd/private && [ "$second" -gt 5 ] && break; sleep 1; done
    echo "systemd $(inside systemctl --version | sed -n '1s/systemd \([0-9]*\).*/\1/p') runs the units; state: $(inside systemctl is-system-running || true)"
    inside timeout "${LIMIT:-1500}" python3 /root/tree/ops/deploy/trial.py /root/tree "$database" || status=1
    stop_machine
    rm -rf --one-file-system "$root"
done
exit "$status"
