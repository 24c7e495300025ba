"""Every combination of settings that changes how the portal is served starts and answers, over TLS where it has it."""

import datetime
import http.client
import ssl
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

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


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of the server's own, as the variables that give it to the server."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "planuri.test")])
    today = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + datetime.timedelta(days=1))
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    return {
        "GRANIAN_SSL_CERTIFICATE": str(folder / "cert.pem"),
        "GRANIAN_SSL_KEYFILE": str(folder / "key.pem"),
    }


def ask(address, path, *, secure=False, **headers):
    """The answer to a request for the portal's own name: status and headers."""
    place, context = urlsplit(address), ssl._create_unverified_context()
    connection = (
        http.client.HTTPSConnection(place.hostname, place.port, timeout=60, context=context)
        if secure
        else http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    )
    connection.request("GET", path, headers={"Host": "planuri.test", "Accept-Encoding": "gzip", **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


@pytest.mark.parametrize("name", COMBINATIONS)
def test_the_portal_starts_and_answers(installation, certificate, name):
    variables = COMBINATIONS[name]
    is_https, is_proxy = "HTTPS" in variables, "BEHIND_PROXY" in variables
    is_tls = is_https and not is_proxy
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"} if is_proxy else {}
    with installation.serving(**variables, **(certificate if is_tls else {})) as address:
        for path in (PAGE, FILE, STATIC, LOGIN, "/healthz", "/readyz"):
            status, headers = ask(address, path, secure=is_tls, **said)
            assert (path, status) == (path, 200)
            assert ("Strict-Transport-Security" in headers) == is_https, path
        cookie = ask(address, LOGIN, secure=is_tls, **said)[1]["Set-Cookie"]
        assert (cookie.startswith("__Host-"), "Secure" in cookie) == (is_https, is_https)
        if is_https and is_proxy:
            for forged in ({}, {"X_Forwarded_Proto": "https"}, {"X-Forwarded-Proto": "http"}):
                for path in (PAGE, FILE, STATIC, LOGIN):
                    status, headers = ask(address, path, **forged)
                    assert (path, status, headers["Location"]) == (path, 301, f"https://planuri.test{path}")
            assert ask(address, "/healthz")[0] == 200
