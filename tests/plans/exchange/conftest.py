import pytest

from plans.models import Element
from tests.plans.exchange.sheet_files import uploaded

MEASURES = "/admin/plans/measure/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def post_file(editor):
    """Upload a file on the page of measures; return the answer."""

    def post(name, data, page=MEASURES):
        return editor.post(f"{page}import/", {"import_file": uploaded(name, data)})

    return post


@pytest.fixture
def rows(db):
    """What the database says of every element, with how many times each was saved and remembered."""

    def said():
        return sorted(
            Element.objects.values_list("uid", "level__prefix", "code", "parent__uid", "position", "title", "version"),
            key=str,
        ), Element.history.count()

    return said
