"""A portal in which nothing was promised yet."""

import io

import pytest
from django.core.management import CommandError, call_command

from public.models import StoredPage


def test_an_empty_portal_is_not_all_good(db):
    StoredPage.objects.all().delete()
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify", stdout=out)
    assert refused.value.returncode == 3
    assert [line for line in out.getvalue().splitlines() if line.startswith("! ")] == []
