"""The timeline of terms: which had to be finished when, and what is known of each."""

from tests.page import Page, page_text


def test_the_measures_that_had_to_be_finished_in_a_year_are_found_with_what_is_known_of_each(client, stored):
    address = "/planuri/informatizare-2019/termene/"
    assert address in Page(client.get("/planuri/informatizare-2019/")).links
    assert "14 termene, toate trecute; la toate nu s-a raportat nimic." in page_text(client.get(address))
    assert address in stored
    asked = Page(client.get(f"{address}?an=2020"))
    known = {row[0].split(".")[1]: row[-1] for row in asked.cells if row[0].startswith("1.")}
    assert list(known) == ["5", "6", "7", "9", "12"]
    assert {"termenul a trecut, nu s-a raportat nimic" in said for said in known.values()} == {True}


def test_a_plan_that_nobody_published_has_no_terms(client, db):
    assert client.get("/planuri/informatizare-2019/termene/").status_code == 404


def test_a_plans_page_leads_to_its_elements_narrowed_as_asked(client, stored, django_assert_num_queries):
    root = "/planuri/informatizare-2019/"
    assert f"{root}elemente/" in Page(client.get(root)).all("form", "action")
    with django_assert_num_queries(3):
        found = Page(client.get(f"{root}elemente/?an=2020&nivel=m"))
    assert [row[0].split()[0] for row in found.cells[1:]] == ["1.5.", "1.6.", "1.7.", "1.9.", "1.12."]
    assert [path for path in stored if "elemente" in path] == []


def test_a_plan_that_nobody_published_has_no_list_of_elements(client, db):
    assert client.get("/planuri/informatizare-2019/elemente/").status_code == 404
