"""Mozilla's HTTP Observatory gives every kind of answer an A+ over https: its rules, without its scanner.

Points and thresholds are those of mdn-http-observatory (scores, minimum for extra credit, chart of grades), for what an
answer of one site shows; the list of preloaded hosts is left out.
"""

import os
import re
import string
import subprocess
import sys
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest

from tests.cluj_plans.test_starting import FILE, HTTPS, LOGIN, PAGE, PRODUCTION, STATIC, ask
from tests.installation import LEFT_OUT, ROOT

pytestmark = pytest.mark.any_database

ANSWERS = {
    "page": (PAGE, 200, {}),
    "login": (LOGIN, 200, {}),
    "file": (FILE, 200, {}),
    "pdf": (f"{PAGE}editii/1/plan.pdf", 200, {}),
    "static file": (STATIC, 200, {}),
    "not found": ("/nimic/", 404, {}),
    "wrong host": (LOGIN, 400, {"Host": "altundeva.test"}),
    "too large": (LOGIN, 413, {"Content-Length": str(500 * 1024 * 1024)}),
    "administration": ("/admin/", 302, {}),
    "administration's login": ("/admin/login/", 302, {}),
    "health": ("/healthz", 200, {}),
}


def csp_points(headers, _body):
    """10 for default-src 'none' and nothing unsafe, 5 for nothing unsafe; else a loss."""
    policy = {
        part.split()[0]: part.split()[1:] for part in headers.get("Content-Security-Policy", "").split("; ") if part
    }
    if not policy:
        return -25
    script, style, objects = (
        policy.get(name, policy.get("default-src", ["*"])) for name in ("script-src", "style-src", "object-src")
    )
    broad = {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*"}
    if broad & {*script, *objects}:
        return -20
    if broad & set(style):
        return 0
    is_strict = policy.get("default-src") == ["'none'"] and set(policy.get("form-action", ["*"])) <= {
        "'self'",
        "'none'",
    }
    return 10 if is_strict and "base-uri" in policy else 5


def cookie_points(headers, _body):
    cookies = [morsel for header in headers.get_all("Set-Cookie", ()) for morsel in SimpleCookie(header).values()]
    if not cookies:
        return 0
    if not all(cookie["secure"] for cookie in cookies):
        return -40
    if not all(cookie["httponly"] for cookie in cookies if re.search("sess|auth|login", cookie.key)):
        return -30
    return 5 if all(cookie["samesite"] in ("Lax", "Strict") for cookie in cookies) else -20


def cors_points(headers, _body):
    is_reflected = headers.get("Access-Control-Allow-Origin") not in (None, "*")
    return -50 if is_reflected and headers.get("Access-Control-Allow-Credentials") == "true" else 0


def referrer_points(headers, _body):
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    return 5 if headers.get("Referrer-Policy") in private else -5


def hsts_points(headers, _body):
    age = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if not age else -10 if int(age[1]) < 15_768_000 else 0


def scripts_points(_headers, body):
    """5 where all scripts have an integrity; nothing where they come from here; a loss where they come from elsewhere."""
    return -50 if re.search(r"<script[^>]+src=[\"'](?:https?:)?//", body) else 0


def type_points(headers, _body):
    return 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5


def frame_points(headers, _body):
    if "frame-ancestors 'none'" in headers.get("Content-Security-Policy", ""):
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def resource_points(headers, _body):
    return 10 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0


RULES = (
    csp_points, cookie_points, cors_points, referrer_points, hsts_points, scripts_points, type_points, frame_points, resource_points,
)  # fmt: skip


def grade(headers, body):
    """A+ from 100 points on; what is given beyond 100 counts only where little was taken."""
    points = [rule(headers, body) for rule in RULES]
    score = 100 + sum(point for point in points if point < 0)
    if score >= 90:
        score += sum(point for point in points if point > 0)
    return "A+" if score >= 100 else "A" if score >= 90 else "B or worse"


@pytest.fixture(scope="module")
def portal(base_installation, certificate, tmp_path_factory):
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / "portal_observatory")
    with copy.serving(**PRODUCTION, **HTTPS, **certificate) as address:
        yield SimpleNamespace(address=address, installation=copy)
    copy.remove()


def test_every_kind_of_answer_gets_the_best_grade(portal):
    grades = {}
    for name, (path, status, headers) in ANSWERS.items():
        answer = ask(portal.address, path, secure=True, **headers)
        assert (name, answer.status) == (name, status)
        grades[name] = (
            grade(answer.headers, answer.body),
            csp_points(answer.headers, ""),
            answer.headers["Permissions-Policy"] is None,
        )
    assert grades == dict.fromkeys(ANSWERS, ("A+", 10, False))


def test_a_cookie_is_tied_to_this_host_and_to_https(portal):
    header = ask(portal.address, LOGIN, secure=True).headers["Set-Cookie"]
    assert header.startswith("__Host-csrftoken=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Domain=" not in header


@pytest.mark.parametrize("header", ["Content-Security-Policy", "Strict-Transport-Security"])
def test_an_answer_without_a_header_gets_less(portal, header):
    answer = ask(portal.address, PAGE, secure=True)
    del answer.headers[header]
    assert grade(answer.headers, answer.body) != "A+"


def test_the_settings_of_https_leave_nothing_to_warn_of(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    variables = kept | PRODUCTION | HTTPS | {"DATA_DIR": str(tmp_path), "SECRET_KEY": string.printable[:60]}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
