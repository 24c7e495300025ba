"""Every combination of settings that changes how the portal is served starts and answers, over TLS where it has it."""

import http.client
import ssl
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

PAGE, FILE, STATIC, LOGIN = (
    "/planuri/atop-2024/",
    "/planuri/atop-2024/editii/1/plan.json",
    "/static/tokens.css",
    "/cont/intrare/",
)
PRODUCTION = {"PLANURI_ENV": "production", "SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "planuri.test"}
HTTPS, PROXY = {"HTTPS": "true"}, {"BEHIND_PROXY": "true"}
PROVIDER = {"OIDC_SERVER_URL": "https://login.test/v2", "OIDC_CLIENT_ID": "c", "OIDC_CLIENT_SECRET": "s"}
# Any two of them stand together in one of these, and each alone.
COMBINATIONS = {
    "development": {"ALLOWED_HOSTS": "planuri.test", "DEBUG": "true"},
    "production": PRODUCTION,
    "production, https": PRODUCTION | HTTPS | PROVIDER,
    "production, https, proxy": PRODUCTION | HTTPS | PROXY,
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
    variables = COMBINATIONS[name]
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
