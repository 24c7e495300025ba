"""The files of an element: what its edition says of it and of all below it, at addresses that stay."""

import io
import json
from pathlib import Path

import docx
import jsonschema_rs
from django.conf import settings

from plans.editions.publishing import publish, withdraw
from plans.models import Element
from tests.page import Page

IT = "/planuri/informatizare-2019/"
FIRST = f"{IT}editii/1/ax-2/"


def validator(client):
    schemas = {
        name: client.get(f"/date-deschise/{name}").json() for name in ("editie-1.schema.json", "element-1.schema.json")
    }
    registry = jsonschema_rs.Registry(list(schemas.items()))
    return jsonschema_rs.Draft202012Validator(schemas["element-1.schema.json"], registry=registry)


def test_the_data_of_an_element_are_those_of_the_edition_with_its_checksum(client, editions):
    edition, whole = editions[1], json.loads(editions[1].document)
    answer = client.get(f"{FIRST}element.json")
    said = answer.json()
    validator(client).validate(said)
    assert not validator(client).is_valid({**said, "elements": [{}]})
    element = next(one for one in whole["elements"] if one["address"] == "ax-2")
    below = [one for one in whole["elements"] if one["parent"] == element["uid"]]
    assert below
    assert said["elements"] == [element, *below]
    uids = {one["uid"] for one in said["elements"]}
    assert said["indicators"] == [one for one in whole["indicators"] if one["element"] in uids] != []
    assert (said["checksum"], said["edition"], said["above"]) == (edition.checksum, whole["edition"], [])
    assert answer["Link"].endswith('</date-deschise/element-1.schema.json>; rel="describedby"')
    assert answer["Content-Disposition"] == 'attachment; filename="informatizare-2019-editia-1-ax-2.json"'
    part = client.get(f"{IT}editii/1/{below[0]['address']}/element.json").json()
    assert [one["address"] for one in part["above"]] == ["ax-2"]


def test_the_word_document_of_an_element_says_all_of_it_and_nothing_of_the_others(client, editions):
    document = editions[1].read()
    axis, other = document.by_address["ax-2"], document.by_address["ax-1"]
    answer = client.get(f"{FIRST}element.docx")
    file = docx.Document(io.BytesIO(answer.getvalue()))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in file.paragraphs), *cells])
    branch = document.branch(axis)
    titles = [
        one.title for one in (*branch, *document.indicators) if one in branch or one.element in {b.uid for b in branch}
    ]
    assert [one for one in titles if one not in text] == []
    assert [one.title for one in document.branch(other) if one.title in text] == []
    assert file.core_properties.title == axis.printed_name
    # A name may be longer than the property that holds it.
    assert max(len(one.printed_name) for one in document.elements) > 255
    assert [client.get(f"{IT}editii/1/{one.address}/element.docx").status_code for one in document.roots("obs")] == [
        200
    ] * 4
    assert f"http://127.0.0.1:8000{IT}editii/1/" in text


def test_a_file_is_made_once_and_not_sent_again_to_who_has_it(client, editions):
    first = client.get(f"{FIRST}element.json")
    (kept,) = Path(settings.DATA_DIR, "tabele").glob(f"*/{first['ETag'][1:-1]}.json")
    kept.write_bytes(b"kept")
    assert client.get(f"{FIRST}element.json").content == b"kept"
    again = client.get(f"{FIRST}element.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    kept.unlink()


def test_the_page_leads_to_the_files_and_an_address_without_an_edition_to_those_in_force(
    client, editions, it_plan, people
):
    assert {f"{FIRST}element.docx", f"{FIRST}element.json"} <= set(Page(client.get(f"{IT}ax-2/")).links)
    row = Element.objects.get(level__plan=it_plan, level__prefix="m", code="1.9")
    row.code = "1.99"
    row.save()
    publish(it_plan, by=people.publisher, note="Alt cod.")
    moved = client.get(f"{IT}m-1.9/element.docx").headers["Location"]
    assert moved == f"{IT}m-1.99/element.docx"
    assert client.get(moved).headers["Location"] == f"{IT}editii/2/m-1.99/element.docx"
    assert client.get(f"{IT}editii/1/m-1.9/element.json").json()["elements"][0]["title"] == row.title
    unknown = ["ax-99/element.docx", "editii/2/m-1.9/element.docx", "editii/9/ax-2/element.json", "ax-2/element.pdf"]
    assert [client.get(IT + one).status_code for one in unknown] == [404] * 4
    assert client.post(f"{FIRST}element.json").status_code == 405
    for edition in it_plan.editions.order_by("-number"):
        withdraw(edition, by=people.publisher, reason="Greșită.")
    gone = client.get(f"{IT}editii/2/ax-2/element.json")
    assert (gone.status_code, "Greșită." in gone.text) == (410, True)
    assert client.get(f"{IT}ax-2/element.json").status_code == 410
