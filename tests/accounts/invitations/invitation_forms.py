"""What the tests of invitations share: where they are, what is filled in, the link in a mail."""

import re

from plans.models import Institution

LIST = "/cont/persoane/invitatii/"
NEW = f"{LIST}noua/"
PASSWORD = "patru cuvinte fără rost"


def form(**changes):
    police = Institution.objects.get(code="ipj-cluj")
    return {
        "first_name": "Persoană",
        "last_name": "Nouă",
        "email": "Noua@Example.org",
        "institution": police.pk,
        "role": "reporter",
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
    } | changes


def link(letter):
    return re.search(r"https://planuri\.example(/cont/invitatie/\S+)", letter.get_content())[1]


def accept(client, path, **changes):
    return client.post(path, {"username": "noua", "password1": PASSWORD, "password2": PASSWORD} | changes)
