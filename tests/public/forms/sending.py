"""A public form as a reader sends it: opened, filled in for a while, sent."""

import datetime
from unittest import mock

from django.utils import timezone

from tests.forms import fields_of


def open_form(client, address, *, ago=10):
    """The fields of a public form that was opened some seconds ago."""
    then = timezone.now() - datetime.timedelta(seconds=ago)
    with mock.patch("django.utils.timezone.now", lambda: then):
        return fields_of(client.get(address))


def send_form(client, address, *, ago=10, headers=None, **typed):
    """Fill in a public form that was opened some seconds ago, and send it."""
    return client.post(address, {**open_form(client, address, ago=ago), **typed}, headers=headers or {})
