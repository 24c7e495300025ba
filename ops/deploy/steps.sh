# The steps that installing, upgrading and rolling back are made of; each script reads this file.
#
# /srv/planuri/releases/<id>   a release: the tree, its packages in .venv, its static files in collected
# /srv/planuri/current         the release that commands and the worker run
# /srv/planuri/slots/<port>    the release that the web server on that port runs; one of two ports serves at a time
# /srv/planuri/static          the static files of all releases that are kept: a page of before still finds its own
# /etc/planuri                 settings (planuri.env), certificate (tls)
# /var/lib/planuri             database, files; /var/backups/planuri: backups

HOME_DIR=/srv/planuri
ETC=/etc/planuri
UNITS=/etc/systemd/system
UPSTREAM=/etc/nginx/planuri-upstream.conf
PORTS="8001 8002"
KEPT=3
# What a release has to answer before it serves.
ASKED="/healthz / /cont/intrare/"
# What each timer runs.
TIMED="daily publish_due seal backup verify restore_drill"

say() { echo "== $*"; }
fail() { echo "ops/deploy: $*" >&2; exit 1; }

# Only root, one at a time.
begin() {
    [ "$(id -u)" = 0 ] || fail "rulați ca root"
    umask 022
    exec 9>/run/planuri-deploy.lock
    flock -n 9 || fail "o altă instalare este în curs"
    # A release that never came to serve does not stay.
    trap '[ -z "${unfinished:-}" ] || rm -rf "$unfinished"' EXIT
}

# manage.py of a release with the portal's settings, as the portal's user: in_release RELEASE COMMAND...
in_release() {
    local release=$1
    shift
    run_manage "$release" "--uid=planuri --gid=planuri" "$@"
}
run_manage() {
    local release=$1 identity=$2
    shift 2
    # Of two values of a setting the later file's counts: the owner's database, where it is named.
    systemd-run --quiet --collect --pipe --wait --property=EnvironmentFile=$ETC/planuri.env $identity \
        --property=WorkingDirectory="$release" --property=UMask=0077 \
        --setenv=STATIC_ROOT="$release/collected" --setenv=XDG_CACHE_HOME=/var/cache/planuri \
        "$release/.venv/bin/python" manage.py "$@"
}

# On PostgreSQL the tables belong to a role that the portal does not have: its password is root's, and so is the process.
migrate_database() {
    local identity="--uid=planuri --gid=planuri"
    [ ! -e $ETC/owner.env ] || identity="--property=EnvironmentFile=$ETC/owner.env --setenv=PYTHONDONTWRITEBYTECODE=1"
    run_manage "$1" "$identity" migrate --noinput --verbosity 0
}

secret() { python3 -c 'import secrets; print(secrets.token_urlsafe(48))'; }

as_postgres() { (cd / && runuser -u postgres -- "$@"); }

# Where the machine's PostgreSQL answers: its installation takes another port where 5432 is taken.
postgresql_port() { as_postgres psql --no-psqlrc --tuples-only --no-align --command 'SHOW port' postgres; }

# The database and its two roles, in the release's own words (postgresql.sql). The portal enters as the system's user of its
# name, without a password; the owner with one, new each time.
prepare_postgresql() {
    local password
    password=$(secret)
    {
        printf "\\\\set %s '%s'\n" database planuri owner planuri_owner owner_password "$password" app planuri app_password "$(secret)"
        cat ops/deploy/postgresql.sql
        # restore_drill restores into a database of its own.
        echo 'ALTER ROLE planuri CREATEDB;'
    } | as_postgres psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 postgres
    install -m 0600 /dev/null $ETC/owner.env
    echo "DATABASE_URL=postgres://planuri_owner:$password@127.0.0.1:$(postgresql_port)/planuri" >$ETC/owner.env
}

has_command() { [ -e "$1/cluj_plans/management/commands/$2.py" ] || ls "$1"/*/management/commands/"$2.py" >/dev/null 2>&1; }

# Makes a release of a tree: its files, its packages, its static files. Leaves its folder in $release.
add_release() {
    local tree=$1
    release=$HOME_DIR/releases/$(date -u +%Y%m%d-%H%M%S)
    [ ! -e "$release" ] || fail "$release există deja"
    say "versiunea $(basename "$release")"
    unfinished=$release
    mkdir -p "$release"
    tar -C "$tree" --exclude=./.git --exclude=./.venv --exclude=./var --exclude=__pycache__ -cf - . | tar -C "$release" --no-same-owner -xf -
    python3 -m venv "$release/.venv"
    (cd "$release" && ops/python-packages.sh .venv/bin/python requirements.lock)
    # The portal's user writes nothing here; what it would compile is compiled now.
    "$release/.venv/bin/python" -m compileall -q "$release" -x '/(tests|\.venv)/' >/dev/null || true
    install -d -o planuri -g planuri "$release/collected"
    in_release "$release" collectstatic --noinput --verbosity 0
    chown -R root:root "$release/collected"
    chmod -R u=rwX,go=rX "$release/collected"
    cp -a "$release/collected/." $HOME_DIR/static/
}

serving_port() { sed -n '1s/^server 127.0.0.1:\([0-9]*\) .*/\1/p' $UPSTREAM 2>/dev/null || true; }
host() { sed -n 's/^ALLOWED_HOSTS=\([^,]*\).*/\1/p' $ETC/planuri.env; }

# What the portal on a port answers, asked as nginx asks it: its status, 000 where there is none: answer_of PORT PATH
answer_of() {
    curl --silent --output /dev/null --max-time 10 --write-out '%{http_code}' \
        --header "Host: $(host)" --header "X-Forwarded-Proto: https" "http://127.0.0.1:$1$2" || true
}
answers_all() {
    local path
    for path in $ASKED; do [ "$(answer_of "$1" "$path")" = 200 ] || return 1; done
}
is_healthy() {
    local end=$(($(date +%s) + 180))
    while [ "$(date +%s)" -lt $end ]; do
        if answers_all "$1"; then return 0; fi
        # It ends as soon as it begins: this release does not run.
        [ "$(systemctl show --value --property=NRestarts "planuri-web@$1")" -lt 5 ] || return 1
        sleep 1
    done
    return 1
}
# The same through nginx, over https.
is_reached() {
    curl --silent --fail --insecure --output /dev/null --max-time 10 --retry 3 --resolve "$(host):443:127.0.0.1" "https://$(host)/healthz"
}

point_nginx_to() {
    # Twice: what is only read is asked again where a process died while it answered.
    printf 'server 127.0.0.1:%s max_fails=0;\n' "$1" "$1" >$UPSTREAM.new
    mv $UPSTREAM.new $UPSTREAM
    reload_nginx
}

# A reload is only asked for: it has come about when the workers are others.
reload_nginx() {
    local before second
    before=$(nginx_workers)
    nginx -t -q && systemctl reload-or-restart nginx || return 1
    for second in $(seq 30); do
        [ -n "$(comm -12 <(echo "$before") <(nginx_workers))" ] || return 0
        sleep 1
    done
    return 1
}
nginx_workers() { { pgrep --full '^nginx: worker process$' || true; } | sort; }

# Requests that the old server has begun to answer are answered, for half a minute at most.
stop_when_idle() {
    for second in $(seq 30); do
        [ -n "$(ss --no-header --tcp state established "sport = :$1")" ] || break
        sleep 1
    done
    systemctl disable --quiet --now "planuri-web@$1"
}

# Lets a release serve: on the free port, then through nginx, then instead of the old one. When it does not answer, nothing
# has changed for readers, and this fails.
switch_to() {
    local release=$1 old new port path
    old=$(serving_port)
    for port in $PORTS; do [ "$port" = "$old" ] || new=$port; done
    systemctl stop "planuri-web@$new"
    ln -sfn "$release" "$HOME_DIR/slots/$new"
    say "pornește $(basename "$release") pe portul $new"
    systemctl start "planuri-web@$new"
    if ! is_healthy "$new"; then
        for path in $ASKED; do say "$path: $(answer_of "$new" "$path")"; done
        systemctl status --no-pager --full --lines 20 "planuri-web@$new" >&2 || true
        systemctl stop "planuri-web@$new"
        return 1
    fi
    unfinished=
    if ! point_nginx_to "$new" || ! is_reached; then
        systemctl status --no-pager --full --lines 20 nginx >&2 || true
        [ -z "$old" ] || point_nginx_to "$old"
        systemctl stop "planuri-web@$new"
        return 1
    fi
    systemctl enable --quiet "planuri-web@$new"
    ln -sfn "$release" $HOME_DIR/current
    [ -z "$old" ] || stop_when_idle "$old"
    if has_command "$release" work; then
        systemctl enable --quiet planuri-work
        systemctl restart planuri-work
    fi
}

# Pages that another release made name its static files, which are still there; now they are made by this one.
make_pages() {
    say "paginile publice"
    in_release "$1" render_pages
}

# Units, nginx's site and the command `planuri`, as the release has them.
install_units() {
    local from=$1/ops/deploy command
    cp -r "$from"/systemd/. $UNITS/
    install -d $HOME_DIR/nginx /var/www/letsencrypt
    install -m 0644 "$from/intrerupere.html" $HOME_DIR/nginx/
    sed "s/@HOST@/$(host)/g" "$from/nginx.conf" >/etc/nginx/sites-available/planuri
    ln -sfn ../sites-available/planuri /etc/nginx/sites-enabled/planuri
    install -m 0755 "$from/planuri" /usr/local/bin/planuri
    systemctl daemon-reload
    for command in $TIMED; do
        if has_command "$1" "$command"; then systemctl enable --quiet --now "planuri-$command.timer"; fi
    done
}

# Releases beyond the newest few go, but for the one that serves and the one before it; and the static files of none.
prune_releases() {
    ls -1d $HOME_DIR/releases/* | sort -r | tail -n +$((KEPT + 1)) | while read -r old; do
        [ "$old" = "$(readlink -f $HOME_DIR/current)" ] || [ "$old" = "$(readlink -f $HOME_DIR/previous)" ] || rm -rf "$old"
    done
    comm -23 <(cd $HOME_DIR/static && find . -type f | sort) \
        <(for kept in $HOME_DIR/releases/*/collected; do (cd "$kept" && find . -type f); done | sort -u) |
        (cd $HOME_DIR/static && xargs -r -d '\n' rm -f)
}

# The migrations that the database has and a release does not know: migrations_beyond RELEASE
migrations_beyond() {
    in_release "$1" shell -c '
from django.db import connection
from django.db.migrations.loader import MigrationLoader
loader = MigrationLoader(connection)
ours = set(loader.migrated_apps)
print(*sorted(f"{app}.{name}" for app, name in loader.applied_migrations if app in ours and (app, name) not in loader.disk_migrations))'
}
