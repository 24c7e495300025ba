"""The copy of both real plans: the same bytes twice, every link leads to a file, nothing of the working plans."""

import pytest
from django.core.management import call_command

from plans.models import Element
from tests.public.archive.copies import contents, dead_links
from tests.wsgi_client import connection_kept

pytestmark = [pytest.mark.drill, pytest.mark.django_db]


def test_a_copy_of_the_real_plans_is_whole_and_the_same_each_time(editions, tmp_path, capsys):
    Element.objects.update(title="Taină")
    folder = tmp_path / "copie"
    with connection_kept():
        call_command("export_site", folder)
        first = contents(folder)
        call_command("export_site", folder)
    assert contents(folder) == first
    assert dead_links(folder) == []
    pages = {one.address for edition in editions for one in edition.read().elements}
    assert {name.split("/")[2] for name in first if name.startswith("planuri/") and name.count("/") == 3} >= pages
    assert [name for name, body in first.items() if "Taină".encode() in body] == []
    with capsys.disabled():
        print(f"\n{len(first)} files, {sum(map(len, first.values())) / 1e6:.1f} MB")
