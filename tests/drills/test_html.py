"""Every public page, in Romanian and in English, is HTML as the standard says: the checker of the W3C finds no error."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.installation import ROOT

pytestmark = pytest.mark.drill
CHECKER = Path(os.environ.get("VENV", ROOT / ".venv")) / "vnu/node_modules/vnu-jar/build/dist/vnu.jar"
# All that links lead to, as it is sent, and what is made for each question.
COLLECT = """
from pathlib import Path
from public.archive.collecting import Collection
folder = Path({folder!r})
folder.mkdir()
collection = Collection(folder)
collection.collect()
plan = "/planuri/atop-2024/"
live = ["/cautare/?q=poli%C8%9Bie", "/cautare/", f"/urmarire/?pagina={{plan}}", f"/sesizari/noua/?pagina={{plan}}",
        "/planuri/?cauta=plan", f"{{plan}}elemente/?nivel=os", f"{{plan}}progres/?stare=met", "/sesizari/"]
for number, address in enumerate(live):
    for way in ("", "/en"):
        path, _, query = (way + address).partition("?")
        answer = collection.portal.ask(path, query)
        assert answer.status == 200, (path, query, answer.status)
        (folder / f"viu-{{number}}{{way[1:]}}.html").write_bytes(answer.body)
"""


def errors(folder) -> list[str]:
    """What the checker says of the pages of a folder."""
    command = ["java", "-Xss4m", "-jar", CHECKER, "--errors-only", "--format", "json", "--skip-non-html", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    said = json.loads(done.stderr)["messages"]
    return [f"{one.get('url', '')}: {one['message']} {one.get('extract', '')[:200]}" for one in said]


def test_no_public_page_has_an_error(installation, tmp_path):
    folder = tmp_path / "pagini"
    installation.ask(COLLECT.format(folder=str(folder)))
    pages = list(folder.rglob("*.html"))
    assert len([page for page in pages if "en" in page.relative_to(folder).parts[0]]) > 150
    print(f"{len(pages)} pages")
    assert errors(folder) == []
    (folder / "gresit.html").write_text('<!doctype html><html lang="ro"><title>x</title><p><div></p>')
    assert len(errors(folder)) == 3
