"""The codes that an application would show."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.page import Page


def code(secret):
    """The code of now; one that is about to change is waited for."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enrol(client, password="parola-de-test"):
    """Set up the second step in a browser that is logged in; return the secret."""
    client.post("/cont/confirmare/", {"password": password})
    page = Page(client.get("/cont/doi-pasi/pornire/"))
    secret = client.session["mfa.totp.secret"]
    assert "".join(secret[i : i + 4] + " " for i in range(0, len(secret), 4)).strip() in page.text
    answer = client.post("/cont/doi-pasi/pornire/", {"code": code(secret)})
    assert (answer.status_code, answer.url) == (302, "/cont/doi-pasi/rezerva/")
    return secret
