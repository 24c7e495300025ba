"""The steps of a deployment that need no machine of their own; `make deploy-test` tries the others."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "ops/deploy"


def step(command, folder):
    """Run a step with its folders elsewhere."""
    program = f". {DEPLOY}/steps.sh; HOME_DIR={folder} ETC={folder} UPSTREAM={folder}/upstream; {command}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", program], capture_output=True, text=True, check=True
    ).stdout


def test_the_newest_releases_stay_and_the_one_that_serves_and_the_one_before(tmp_path):
    for number in range(1, 7):
        (tmp_path / f"releases/{number}/collected").mkdir(parents=True)
        (tmp_path / f"releases/{number}/collected/{number}.css").touch()
        (tmp_path / f"releases/{number}/collected/common.css").touch()
    (tmp_path / "static").mkdir()
    for name in (*range(1, 7), "common", "nobody's"):
        (tmp_path / f"static/{name}.css").touch()
    (tmp_path / "current").symlink_to(tmp_path / "releases/1")
    (tmp_path / "previous").symlink_to(tmp_path / "releases/3")
    step("prune_releases", tmp_path)
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["1", "3", "4", "5", "6"]
    assert sorted(path.stem for path in (tmp_path / "static").iterdir()) == ["1", "3", "4", "5", "6", "common"]


def test_what_serves_and_what_is_asked_for_are_read_from_the_settings(tmp_path):
    (tmp_path / "upstream").write_text("server 127.0.0.1:8002 max_fails=0;\n" * 2)
    (tmp_path / "planuri.env").write_text("ALLOWED_HOSTS=planuri.example.org,www.example.org\n")
    assert step("serving_port; host", tmp_path).split() == ["8002", "planuri.example.org"]


def test_every_timer_runs_a_command_that_the_installation_asks_for():
    timed = re.search(r'^TIMED="(.*)"$', (DEPLOY / "steps.sh").read_text(), re.MULTILINE)[1].split()
    timers = {path.stem: path.read_text() for path in (DEPLOY / "systemd").glob("*.timer")}
    assert sorted(timers) == sorted(f"planuri-{name}" for name in timed)
    assert [name for name in timed if f"Unit=planuri-manage@{name}.service" not in timers[f"planuri-{name}"]] == []


def test_every_setting_of_the_example_is_in_the_readme():
    names = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "planuri.env.in").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()
    assert [name for name in names if f"`{name}`" not in readme] == []


def test_the_proxy_sets_what_it_says_of_the_reader_and_adds_to_nothing():
    site = (DEPLOY / "nginx.conf").read_text()
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in site
    assert "proxy_add_x_forwarded_for" not in site
