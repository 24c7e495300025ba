"""The queue of review: what waits, for how long, and how it is found."""

import pytest

from indicators.review import actions as review_actions
from tests.indicators.report_factories import owed, promise, put_off, sent
from tests.indicators.review.decisions import QUEUE, address, get, reporter_of, sent_on


def test_the_queue_shows_what_was_sent_the_oldest_first_and_for_how_long_it_waits(reviewer, people):
    first, second = list(owed(people, frequency="half_yearly").reports.order_by("period_start"))
    for report, days in ((first, 3), (second, 25)):
        sent(report, by=people.reporter)
        sent_on(report, days)
    page = get(reviewer, QUEUE)
    assert [row[1] for row in page.cells[1:]] == ["semestrul II 2024", "semestrul I 2024"]
    assert [row[5].split("trimisă")[0] for row in page.cells[1:]] == ["așteaptă de 25 de zile", "așteaptă de 3 zile"]
    assert "2 raportări de evaluat" in page.text
    assert address(second) in page.links


@pytest.mark.both
def test_each_part_of_the_queue_holds_its_own(reviewer, people):
    reports = list(owed(people, frequency="monthly").reports.order_by("period_start"))
    january, february, march, april = reports[:4]
    sent(january, by=people.reporter)
    review_actions.return_report(sent(february, by=people.reporter), by=people.reviewer, note="De completat.")
    review_actions.accept_report(sent(march, by=people.reporter), by=people.reviewer, verdict="met", reason="Bine.")
    put_off(april, -40)
    put_off(february, -30)
    found = {
        tab: [row[1] for row in get(reviewer, QUEUE, stare=tab).cells[1:]]
        for tab in ("de-evaluat", "intoarse", "acceptate", "neraportate")
    }
    assert found == {
        "de-evaluat": ["ianuarie 2024"],
        "intoarse": ["februarie 2024"],
        "acceptate": ["martie 2024"],
        "neraportate": ["aprilie 2024"],
    }
    page = get(reviewer, QUEUE, stare="toate")
    assert len(page.cells) == 13
    for words in ("De evaluat (1)", "Întoarse (1)", "Acceptate (1)", "Întârziate (1)", "Toate (12)"):
        assert words in page.text
    late = get(reviewer, QUEUE, stare="neraportate").text
    assert "Inspectoratul de Poliție Județean Cluj: 1 raportare, cea mai veche întârziată cu 40 de zile" in late


def test_the_queue_says_the_figure_that_is_judged_beside_the_periods_own(reviewer, people, atop):
    promise(atop.indicators.get(number=1))
    reports = list(owed(people, frequency="quarterly", accumulation="sum").reports.order_by("period_start"))
    first = sent(reports[0], by=people.reporter)
    review_actions.accept_report(first, by=people.reviewer, verdict="met", reason="Bine.")
    sent(reports[1], by=people.reporter)
    total = "8 accidente, cumulat de la începutul anului până la 30 iunie 2024"
    assert get(reviewer, QUEUE).cells[1][3].replace("\xa0", " ") == f"4 accidente se apreciază {total}"
    accepted = get(reviewer, QUEUE, stare="acceptate").cells[1]
    assert accepted[3].replace("\xa0", " ") == "4 accidente"


@pytest.mark.both
def test_the_queue_is_filtered_by_plan_institution_and_words_without_diacritics(reviewer, people, report):
    other = sent(owed(people, number=2, institution="cj-cluj").reports.get(), by=reporter_of("cj-cluj"))
    assert len(get(reviewer, QUEUE).cells) == 3
    found = {
        query: [
            link for link in get(reviewer, QUEUE, **dict([query])).links if link in (address(report), address(other))
        ]
        for query in (
            ("cauta", "MANAGEMENT performant"),
            ("cauta", "dezvoltarea parteneriatului interinstitutional"),
            ("institutie", "cj-cluj"),
            ("plan", "atop-2024"),
            ("plan", "informatizare-2019"),
            ("cauta", "nicăieri"),
        )
    }
    assert list(found.values()) == [
        [address(report)],
        [address(other)],
        [address(other)],
        [address(report), address(other)],
        [address(report), address(other)],
        [],
    ]
    empty = get(reviewer, QUEUE, cauta="nicăieri")
    assert "0 raportări de evaluat" in empty.text
    assert "Nicio raportare nu se potrivește cu ce ați ales." in empty.text
    assert "?stare=de-evaluat" in empty.links


@pytest.mark.both
@pytest.mark.parametrize(
    ("order", "months"),
    [
        ("vechi", ["martie 2024", "ianuarie 2024", "februarie 2024"]),
        ("noi", ["februarie 2024", "ianuarie 2024", "martie 2024"]),
        ("plan", ["ianuarie 2024", "februarie 2024", "martie 2024"]),
        ("institutie", ["martie 2024", "ianuarie 2024", "februarie 2024"]),
        ("orice", ["martie 2024", "ianuarie 2024", "februarie 2024"]),
    ],
)
def test_the_queue_is_ordered_as_asked(reviewer, people, order, months):
    reports = owed(people, frequency="monthly").reports.order_by("period_start")
    for report, days in zip(reports, (5, 2, 9), strict=False):
        sent(report, by=people.reporter)
        sent_on(report, days)
    assert [row[1] for row in get(reviewer, QUEUE, ordine=order).cells[1:]] == months


def test_a_long_queue_has_pages_that_keep_what_was_asked(reviewer, people):
    owed(people, frequency="monthly")
    owed(people, frequency="monthly", number=2)
    owed(people, frequency="monthly", number=3)
    first = get(reviewer, QUEUE, stare="toate", institutie="ipj-cluj")
    assert (len(first.cells) - 1, "Pagina 1 din 2" in first.text, "36 de raportări" in first.text) == (25, True, True)
    (following,) = [link for link in first.links if "pagina=2" in link]
    assert following == "?stare=toate&institutie=ipj-cluj&pagina=2"
    assert len(get(reviewer, QUEUE + following).cells) - 1 == 11
    assert len(get(reviewer, QUEUE, stare="toate", pagina="999").cells) - 1 == 11
    assert len(get(reviewer, QUEUE, stare="toate", pagina="x").cells) - 1 == 25


def test_an_empty_queue_says_what_will_come(reviewer, people, editions):
    assert "Când o instituție trimite una, apare aici." in get(reviewer, QUEUE).text
    for tab in ("intoarse", "acceptate", "neraportate", "toate"):
        page = get(reviewer, QUEUE, stare=tab)
        assert (page.cells, page.source.count('class="empty"')) == ([], 1)


def test_the_queue_takes_the_same_queries_with_one_report_and_with_three(reviewer, people, django_assert_num_queries):
    reports = list(owed(people, frequency="monthly").reports.order_by("period_start"))
    for number, report in enumerate(reports[:3], 1):
        sent(report, by=people.reporter)
        if number in (1, 3):
            with django_assert_num_queries(13):
                assert len(get(reviewer, QUEUE).cells) - 1 == number


@pytest.mark.both
@pytest.mark.parametrize("name", ["cauta", "plan", "institutie", "ordine", "stadiu", "pagina"])
def test_an_odd_character_in_the_address_of_the_queue_is_not_asked_of_the_database(client, people, editions, name):
    client.force_login(people.reviewer)
    assert client.get(QUEUE, {name: "a\x00b"}).status_code == 200
