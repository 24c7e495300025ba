"""What is behind the login, and the login itself, is kept nowhere; what is public may be."""

import pytest

PRIVATE = ("/cont/", "/lucru/", "/admin/", "/raportare/", "/evaluare/", "/cont/date/", "/jurnal/", "/nu-exista/")


@pytest.mark.parametrize("address", PRIVATE)
def test_no_page_of_somebody_who_is_logged_in_is_kept(client, people, address):
    client.force_login(people.admin)
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/cont/intrare/", "/cont/parola/uitata/", "/cont/invitatie/x/"])
def test_no_form_of_entering_is_kept(client, db, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_what_is_public_may_be_kept(client, people, editions):
    assert "Cache-Control" not in client.get("/planuri/atop-2024/")
    pdf = "/planuri/atop-2024/editii/1/plan.json"
    before = client.get(pdf)["Cache-Control"]
    client.force_login(people.admin)
    assert (before, client.get(pdf)["Cache-Control"]) == ("public, max-age=0, must-revalidate",) * 2
