"""Every combination of settings that changes how the portal is served starts and answers, over TLS where it has it."""

import http.client
import re
import ssl
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from pyrage import x25519

from tests.installation import ROOT

PAGE, FILE, STATIC, LOGIN = (
    "/planuri/atop-2024/",
    "/planuri/atop-2024/editii/1/plan.json",
    "/static/tokens.css",
    "/cont/intrare/",
)
PRODUCTION = {"PLANURI_ENV": "production", "SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "planuri.test"}
HTTPS, PROXY = {"HTTPS": "true"}, {"BEHIND_PROXY": "true"}
PROVIDER = {
    "OIDC_SERVER_URL": "https://login.test/v2",
    "OIDC_CLIENT_ID": "c",
    "OIDC_CLIENT_SECRET": "s",
    "OIDC_NAME": "contul județului",
    "OIDC_TRUST_EMAIL": "true",
}
# Everything else that may be set; {0} is the portal's folder.
REST = {
    "SECRET_KEY_FALLBACKS": "o-cheie-de-dinainte",
    "BACKUP_DIR": "{0}/copii",
    "BACKUP_KEY": str(x25519.Identity.generate()),
    "BACKUP_MAX_AGE": "1",
    "STATIC_ROOT": "{0}/static",
    "CSRF_TRUSTED_ORIGINS": "https://planuri.test",
    "SITE_NAME": "Planurile de probă",
    "SITE_OWNER": "Județul de probă",
    "SITE_URL": "https://planuri.test",
    "CONTACT_EMAIL": "a@b.ro",
    "CONTACT_PHONE": "0264",
    "CONTACT_ADDRESS": "Cluj",
    "INFORMATION_OFFICER": "Registratura",
    "INFORMATION_EMAIL": "a@b.ro",
    "PRIVACY_EMAIL": "a@b.ro",
    "MOL_URL": "https://planuri.test/mol",
    "SECURITY_CONTACT": "securitate@planuri.test",
    "EMAIL_URL": "smtp://u:p@127.0.0.1:1/?tls=True&timeout=2",
    "FROM_EMAIL": "planuri@planuri.test",
    "REQUIRE_MFA": "true",
    "EVIDENCE_QUOTA_MB": "1",
    "CLAMD_SOCKET": "{0}/clamd.ctl",
    "LOG_LEVEL": "ERROR",
}
# Any two of them stand together in one of these, and each alone.
COMBINATIONS = {
    "development": {"ALLOWED_HOSTS": "planuri.test", "DEBUG": "true"},
    "production": PRODUCTION,
    "production, https": PRODUCTION | HTTPS | PROVIDER,
    "production, https, proxy": PRODUCTION | HTTPS | PROXY | REST,
    "production, proxy": PRODUCTION | PROXY | PROVIDER,
    "development, https, proxy": {"ALLOWED_HOSTS": "planuri.test"} | HTTPS | PROXY | PROVIDER,
}


def ask(address, path, *, secure=False, **headers):
    """The answer to a request for the portal's own name: status, headers, body."""
    place, context = urlsplit(address), ssl._create_unverified_context()
    connection = (
        http.client.HTTPSConnection(place.hostname, place.port, timeout=60, context=context)
        if secure
        else http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    )
    connection.request("GET", path, headers={"Host": "planuri.test", **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return SimpleNamespace(status=answer.status, headers=answer.headers, body=body.decode(errors="replace"))


@pytest.mark.parametrize(
    "name",
    [
        "production, proxy",
        *(pytest.param(n, marks=pytest.mark.any_database) for n in COMBINATIONS if n != "production, proxy"),
    ],
)
def test_the_portal_starts_and_answers(installation, certificate, name):
    variables = {key: value.format(installation.folder) for key, value in COMBINATIONS[name].items()}
    is_https, is_proxy = "HTTPS" in variables, "BEHIND_PROXY" in variables
    is_tls = is_https and not is_proxy
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"} if is_proxy else {}
    with installation.serving(**variables, **(certificate if is_tls else {})) as address:
        for path in (PAGE, FILE, STATIC, LOGIN, "/healthz", "/readyz"):
            answer = ask(address, path, secure=is_tls, **said)
            assert (path, answer.status) == (path, 200)
            assert ("Strict-Transport-Security" in answer.headers) == is_https, path
        cookie = ask(address, LOGIN, secure=is_tls, **said).headers["Set-Cookie"]
        assert (cookie.startswith("__Host-"), "Secure" in cookie) == (is_https, is_https)
        if is_https and is_proxy:
            for forged in ({}, {"X_Forwarded_Proto": "https"}, {"X-Forwarded-Proto": "http"}):
                for path in (PAGE, FILE, STATIC, LOGIN):
                    led = ask(address, path, **forged)
                    assert (path, led.status, led.headers["Location"]) == (path, 301, f"https://planuri.test{path}")
            assert ask(address, "/healthz").status == 200


# What every portal of the tests has, and what is the service's own.
ALWAYS, OF_THE_SERVICE = {"DATA_DIR", "DATABASE_URL"}, {"WORKERS"}


def test_readme_names_every_setting_and_each_of_them_is_started():
    rows = re.findall(r"(?m)^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", (ROOT / "README.md").read_text())
    told = [name for row in rows for name in re.findall(r"[A-Z_]+", row)]
    read = re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", (ROOT / "cluj_plans/settings.py").read_text())
    units = "".join(file.read_text() for file in (ROOT / "ops/deploy/systemd").rglob("planuri-*") if file.is_file())
    assert set(re.findall(r"\$\{(\w+)\}", units)) == OF_THE_SERVICE
    assert sorted(told) == sorted(OF_THE_SERVICE.union(read))
    assert ALWAYS.union(OF_THE_SERVICE, *COMBINATIONS.values()) == set(told)
    offered = re.findall(r"(?m)^#?([A-Z_]+)=", (ROOT / "ops/deploy/planuri.env.in").read_text())
    assert set(offered) <= set(told)
