"""Installs, upgrades, breaks and rolls back the portal on a fresh Debian with systemd; prints what came of it.

ops/deploy/test.sh runs it there; nowhere else, for it takes the machine over: trial.py TREE sqlite|postgresql
"""

import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from ops.visitors import Editor, Site, Traffic, Visitor

HOST = "planuri.test"
CERTIFICATE = "/etc/planuri/tls/certificate.pem"
PLACE = Site(HOST, 443, CERTIFICATE)
PLAN = "/planuri/atop-2024/"
READ = ["/", PLAN, "/planuri/informatizare-2019/", f"{PLAN}os-1.2/"]
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("public", "{after}")]
    operations = [migrations.AddField("storedpage", "trial", models.CharField(max_length=9, blank=True, db_default=""))]
"""
failures: list[str] = []


def report(what: str, is_well: bool, detail: object = "") -> None:
    """Print a line of the report; remember what failed."""
    print(f"{'ok  ' if is_well else 'FAIL'}  {what}{f': {detail}' if detail != '' else ''}", flush=True)
    if not is_well:
        failures.append(what)


def run(*command: str, is_needed: bool = True) -> subprocess.CompletedProcess:
    """Run a command to its end, ten minutes at most; stop the trial where a needed one fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if is_needed and done.returncode:
        print(done.stdout, done.stderr, sep="\n")
        raise SystemExit(f"FAIL  {' '.join(command)}: {done.returncode}")
    return done


def script(tree: Path, name: str, *arguments: str, is_needed: bool = True) -> subprocess.CompletedProcess:
    """Run a script of ops/deploy from a tree."""
    began = time.monotonic()
    done = run(str(tree / "ops/deploy" / name), *arguments, is_needed=is_needed)
    print(f"      {name} took {time.monotonic() - began:.1f} s", flush=True)
    return done


def installation(tree: Path, database: str) -> None:
    """Install, and look at who runs what and who may read what."""
    Path("/etc/hosts").write_text(f"127.0.0.1 localhost {HOST}\n::1 localhost\n")
    script(tree, "install.sh", HOST, database)
    # Nobody takes mails here.
    settings = Path("/etc/planuri/planuri.env")
    settings.write_text(re.sub("EMAIL_URL=.*", "EMAIL_URL=console://", settings.read_text()))
    script(tree, "restart.sh")
    # Nothing is published yet: the portal has no plan, no account. The demonstration's are put in for the trial.
    owner = "--uid=planuri --gid=planuri --property=EnvironmentFile=-/etc/planuri/owner.env"
    program = "from cluj_plans.demo import add_accounts_and_plans; add_accounts_and_plans()"
    fill = f"cd {tree}; . ops/deploy/steps.sh; run_manage /srv/planuri/current '{owner}' shell -c '{program}'"
    run("bash", "-euc", fill)
    modes = {path: stat.S_IMODE(os.stat(path).st_mode) for path in ("/etc/planuri/planuri.env", "/var/lib/planuri")}
    report("settings 0640, data 0700", list(modes.values()) == [0o640, 0o700], {k: oct(v) for k, v in modes.items()})
    for path in ("/var/lib/planuri/media", "/var/backups/planuri", "/etc/planuri/planuri.env"):
        done = run("runuser", "-u", "nobody", "--", "ls", path, is_needed=False)
        report(f"{path} cannot be read by others", done.returncode != 0 and "denied" in done.stderr)
    processes = run("ps", "-eo", "user:20,args").stdout.splitlines()
    owners = {line.split()[0] for line in processes if "granian" in line or "manage.py work" in line}
    report("the portal runs as its own user", owners == {"planuri"}, owners)
    key = re.search("^SECRET_KEY=(.*)$", Path("/etc/planuri/planuri.env").read_text(), re.MULTILINE)[1]
    report("a key of its own", len(key) >= 50)
    if database == "postgresql":
        question = "SELECT count(*) FROM pg_tables WHERE tableowner = 'planuri'"
        done = run("runuser", "-u", "postgres", "--", "psql", "--dbname=planuri", "-Atc", question)
        report("the portal owns no table", done.stdout == "0\n", done.stdout.strip())


def units() -> None:
    """Let systemd judge the units."""
    names = sorted(path.name for path in Path("/etc/systemd/system").glob("planuri-*.*") if path.is_file())
    real = [name.replace("@.", f"@{port()}." if "web" in name else "@daily.") for name in names]
    done = run("systemd-analyze", "verify", *real, is_needed=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "planuri" in line]
    report("systemd-analyze verify", done.returncode == 0 and not said, said or "nothing to say")
    for unit in (name for name in real if name.endswith(".service")):
        done = run("systemd-analyze", "security", "--no-pager", unit, is_needed=False)
        exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
        report(
            f"systemd-analyze security {unit}", bool(exposure) and float(exposure[1]) < 2.5, exposure and exposure[1]
        )


def pages() -> None:
    """Ask what a reader and an editor ask, over https."""
    visitor = Visitor(PLACE)
    # The worker makes it.
    end = time.monotonic() + 120
    while visitor.ask(f"{PLAN}editii/1/plan.pdf").status != 200 and time.monotonic() < end:
        time.sleep(1)
    for path in ("/", PLAN, f"{PLAN}plan.json", f"{PLAN}editii/1/plan.pdf", "/cont/intrare/", "/healthz"):
        answer = visitor.ask(path)
        wanted = 302 if path.endswith("plan.json") else 200
        report(f"GET {path}", answer.status == wanted, f"{answer.status}, {len(answer.body)} bytes")
        hsts = answer.headers.get_all("Strict-Transport-Security") or []
        report("  HSTS, once", len(hsts) == 1, hsts)
    page = visitor.ask("/")
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page.text)[1]
    answer = visitor.ask(sheet, **{"Accept-Encoding": "gzip"})
    seen = (answer.status, answer.headers["Content-Encoding"], answer.headers["Cache-Control"])
    report(
        "a style sheet from nginx, packed, for ever",
        seen == (200, "gzip", "public, max-age=315360000, immutable"),
        seen,
    )
    answer = Visitor(Site(HOST, 80)).ask("/planuri/")
    report("http leads to https", (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/planuri/"))
    stranger = Visitor(Site("altul.test", 443, CERTIFICATE)).ask("/")
    report("another host name gets no answer", stranger.status == 0)
    forged = visitor.ask("/healthz", **{"X_Forwarded_For": "9.9.9.9", "X-Forwarded-For": "8.8.8.8"})
    report("forged addresses are answered as usual", forged.status == 200)
    report("log in over https", Visitor(PLACE).log_in("redactor"))


def section() -> str:
    """Return the address of the form that the editors write in, begun anew."""
    program = (
        "from plans.models import Section; "
        "row = Section.objects.filter(plan__slug='atop-2024').order_by('pk').first(); "
        "Section.objects.filter(pk=row.pk).update(body='Semne: început'); print(row.pk)"
    )
    key = run("planuri", "shell", "-v0", "-c", program).stdout.split()[-1]
    return f"/lucru/atop-2024/parti/sectiuni/{key}/"


@contextmanager
def visitors_during(what: str):
    """Let people read and write while something is done; report how many were not answered, and what was lost."""
    path = section()
    editors = [Editor(PLACE, path, name) for name in ("redactor", "aprobator")]
    # The second account would have to enter in two steps: one person, two browsers.
    logged_in = [editor.log_in("redactor") for editor in editors]
    traffic = Traffic(PLACE, READ, editors)
    with traffic.running():
        time.sleep(1)
        yield
        time.sleep(1)
    figures = traffic.figures()
    report(f"{what}: nobody was refused", all(logged_in) and not figures["failed"], figures)
    if figures["failed"]:
        print(
            *{
                f"{path} {a.status} {a.text[:90]}"
                for path, a in traffic.answers()
                if a.status in (0, 429) or a.status >= 500
            },
            sep="\n",
        )
    key = path.split("/")[-2]
    text = run(
        "planuri", "shell", "-v0", "-c", f"from plans.models import Section; print(Section.objects.get(pk={key}).body)"
    ).stdout
    lost = {sign for editor in editors for sign in editor.saved} - set(text.split())
    report(f"{what}: no save was lost", figures["saved"] > 0 and not lost, lost or figures["saved"])


def port() -> str:
    """Return the port of the web server that serves."""
    return re.search(r":(\d+) ", Path("/etc/nginx/planuri-upstream.conf").read_text())[1]


def serving() -> str:
    """Return the release that serves."""
    return os.path.basename(os.readlink("/srv/planuri/current"))


def upgrades(tree: Path) -> None:
    """Upgrade to this tree with another migration, fail to upgrade to a broken one, roll back, forward, restart."""
    first = serving()
    newer = tree.with_name("newer")
    shutil.copytree(tree, newer, symlinks=True)
    folder = newer / "public/migrations"
    last = max(path.stem for path in folder.glob("0*.py"))
    (folder / "0999_trial.py").write_text(MIGRATION.format(after=last))
    with (newer / "static/tokens.css").open("a") as sheet:
        sheet.write("/* trial */\n")
    with visitors_during("upgrade"):
        script(newer, "upgrade.sh")
    second = serving()
    report("the new release serves", second != first, f"{first} -> {second}")

    broken = tree.with_name("broken")
    shutil.copytree(newer, broken, symlinks=True)
    (broken / "ops/serve.sh").write_text("#!/bin/sh\necho broken on purpose; exit 3\n")
    with visitors_during("upgrade to a broken release"):
        done = script(broken, "upgrade.sh", is_needed=False)
    kept = sorted(os.listdir("/srv/planuri/releases"))
    report("a broken release never serves", (done.returncode, serving(), kept) == (1, second, [first, second]), kept)

    with visitors_during("rollback"):
        done = script(newer, "rollback.sh")
    report("the release of before serves again", serving() == first, first)
    report("rolling back says what the database keeps", "public.0999_trial" in done.stdout)
    with visitors_during("forward again"):
        script(newer, "rollback.sh", second)
    with visitors_during("restart with other settings"):
        with open("/etc/planuri/planuri.env", "a") as settings:
            settings.write("SECURITY_CONTACT=securitate@planuri.test\n")
        script(newer, "restart.sh")
    answer = Visitor(PLACE).ask("/.well-known/security.txt")
    report("the setting holds", "Contact: mailto:securitate@planuri.test" in answer.text)


def faults() -> None:
    """Kill what serves; fill in what nginx says where nothing answers."""
    unit = f"planuri-web@{port()}"
    began = time.monotonic()
    run("systemctl", "kill", "--kill-whom=main", "--signal=KILL", unit)
    while time.monotonic() - began < 60:
        restarts = run("systemctl", "show", "--value", "--property=NRestarts", unit).stdout.strip()
        if restarts != "0" and Visitor(PLACE).ask("/healthz").status == 200:
            break
        time.sleep(0.1)
    report(
        "the server was killed, and answers again", time.monotonic() - began < 60, f"{time.monotonic() - began:.1f} s"
    )
    run("systemctl", "stop", unit)
    answer = Visitor(PLACE).ask("/")
    seen = (answer.status, answer.headers["Retry-After"], "întrerupt" in answer.text)
    report("stopped, nginx says so in words", seen == (503, "30", True), seen)
    run("systemctl", "start", unit)
    while Visitor(PLACE).ask("/healthz").status != 200 and time.monotonic() - began < 90:
        time.sleep(0.1)
    report(
        "the web server and its site begin with the machine",
        all(
            run("systemctl", "is-enabled", name, is_needed=False).stdout.strip() == "enabled"
            for name in (unit, "nginx")
        ),
    )


def timers() -> None:
    """Do once what each timer does, as its unit."""
    names = sorted(path.stem.removeprefix("planuri-") for path in Path("/etc/systemd/system").glob("planuri-*.timer"))
    for name in names:
        if run("systemctl", "is-enabled", f"planuri-{name}.timer", is_needed=False).stdout.strip() != "enabled":
            print(f"--    {name}: this release has no such command", flush=True)
            continue
        done = run("systemctl", "start", f"planuri-manage@{name}", is_needed=False)
        said = run("journalctl", "--no-pager", "--output=cat", "--lines=4", "--unit", f"planuri-manage@{name}").stdout
        report(
            f"timer {name}, as its unit",
            done.returncode == 0,
            said.strip().replace("\n", " | ")[-300:] if done.returncode else "",
        )


def restoration(tree: Path, database: str) -> None:
    """Lose everything and make it again from the newest backup: the same pages and files come back."""
    asked = [*READ, f"{PLAN}editii/1/plan.pdf", f"{PLAN}editii/1/plan.json"]
    before = [Visitor(PLACE).ask(path).body for path in asked]
    run("planuri", "backup")
    services = [f"planuri-web@{port()}", "planuri-work"]
    run("systemctl", "stop", *services, "planuri-*.timer")
    began = time.monotonic()
    for place in Path("/var/lib/planuri").iterdir():
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    if database == "postgresql":
        run("runuser", "-u", "postgres", "--", "psql", "--quiet", "--command", "DROP DATABASE planuri")
        run("bash", "-euc", f"cd {tree}; . ops/deploy/steps.sh; prepare_postgresql")
    for command in ("restore", "render_pages", "verify"):
        done = run("planuri", command, is_needed=False)
        report(f"after the loss: planuri {command}", done.returncode == 0, (done.stdout + done.stderr).strip()[-300:])
    run("systemctl", "start", *services)
    while Visitor(PLACE).ask("/healthz").status != 200 and time.monotonic() - began < 300:
        time.sleep(0.2)
    after = [Visitor(PLACE).ask(path).body for path in asked]
    changed = [path for path, old, new in zip(asked, before, after, strict=True) if old != new]
    report("every page and file is what it was", not changed, changed or f"{time.monotonic() - began:.0f} s")


def main() -> None:
    """Try everything; exit with 1 where anything failed."""
    tree, database = Path(sys.argv[1]), sys.argv[2]
    assert pwd.getpwuid(os.getuid()).pw_name == "root"
    installation(tree, database)
    units()
    pages()
    upgrades(tree)
    faults()
    timers()
    restoration(tree, database)
    print(f"{database}: {'all well' if not failures else f'{len(failures)} failed: {failures}'}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
