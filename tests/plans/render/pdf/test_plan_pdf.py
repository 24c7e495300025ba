"""The printed editions of the two real plans: valid, whole, in order, laid out as the originals."""

import re

import page
import pytest
from django.conf import settings

from plans import document as d
from plans.models import Plan
from plans.render.pdf import plan_pdf
from tests.plans.render.plan_documents import composed, content, printed
from tests.printed import Printed, packed

AGAIN = "(continuare)"


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A])
def test_a_printed_edition_passes_the_validator(document, profile):
    report = page.validate_pdf_bytes(content(d.to_json(document)), profile=profile)
    assert (list(report.failures), report.is_compliant) == ([], True)


def statements(document):
    """Everything a plan says, in the order it says it."""
    yield from (document.title, document.subtitle)
    for section in document.sections:
        yield from (section.heading, *section.paragraphs)
        if section.block == "elements":
            yield from branch(document, document.roots(section.level))
        elif section.block == "indicators":
            yield from (indicator.title for indicator in document.indicators_of[None])
        elif section.block == "budget":
            yield from (line.label for line in document.budget)
        elif section.block == "signatures":
            yield from (text for s in document.signatories for text in (s.preamble, s.office, s.name))


def branch(document, elements):
    for element in elements:
        yield from (element.printed_code, element.title)
        if element.level == "m":
            yield from (element.expected_result, document.printed_indicators(element))
            yield from (element.evaluation_term, element.completion_term, element.responsible)
        yield from branch(document, document.children.get(element.uid, ()))


def test_a_screen_reader_reads_every_statement_in_the_printed_order(document):
    read, place, missing = printed(document).read, 0, []
    for statement in statements(document):
        found = read.find(packed(statement), place)
        if found < 0:
            missing.append(statement)
        else:
            place = found + len(packed(statement))
    assert missing == []


def test_the_text_can_be_copied_out_in_romanian_letters(document):
    text = packed("".join(printed(document).pages))
    assert sorted(set("ăâîșțĂÂÎȘȚşţŞŢ") & set(text)) == sorted(
        set("ăâîșțĂÂÎȘȚ") & set("".join(statements(document)) + "Județ" + document.owner.name)
    )
    assert [element.title for element in document.elements if packed(element.title) not in text] == []


def test_only_the_own_fonts_are_used_and_they_are_inside(document):
    assert printed(document).fonts == {
        "Planuri-Serif",
        "Planuri-Serif-Semi-Bold",
        "Planuri-Sans",
        "Planuri-Sans-Semi-Bold",
    }


def test_a_reader_sees_the_title_and_hears_romanian(document):
    read = printed(document)
    assert str(read.pdf.Root.Lang) == "ro"
    assert bool(read.pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(read.pdf.docinfo.Title) == f"{document.title} {document.subtitle}"
    assert str(read.pdf.docinfo.Author) == document.owner.name


def test_the_data_are_attached_and_nothing_else(document):
    date = document.edition.published_at
    assert printed(document).files == [("plan.json", "/Data", (date, date), d.to_json(document).encode())]


def test_the_title_page_tells_the_act_the_title_the_period_and_the_edition(informatics):
    read, _ = informatics
    assert packed(read.tree.all("Sect")[0].text) == packed(
        "Anexa nr. 2 la Hotărârea nr. 77/2019 JUDEȚUL CLUJ CONSILIUL JUDEȚEAN Planul de acțiune pentru implementarea "
        "Strategiei integrate de informatizare a Consiliului județean Cluj Perioada 2019–2025 Instituția Consiliul "
        "Județean Cluj Ediția 3, publicată în portal la 22 noiembrie 2026"
    )


def test_the_contents_give_the_page_where_each_thing_begins(document):
    read = printed(document)
    # What stands on a page, without its running head and foot.
    bodies = [packed(text.partition(f"\n{document.short_title}")[0]) for text in read.pages]
    # The contents themselves, which other text may follow on their page.
    bodies[1] = bodies[1].partition(packed("Despre această ediție"))[2]
    lines = []
    for item in read.tree.all("Sect")[1].all("LI"):
        number = item.all("Span")[-1].text
        lines.append((packed(item.text).removesuffix(number), int(number)))
    unprinted = {
        packed(name) for name in ("Obiective strategice", "Axe de dezvoltare", "Buget", "Proiecte", "Semnături")
    }
    printed_lines = [line for line in lines if line[0] not in unprinted]
    begins = [(name, next(n for n, body in enumerate(bodies, 1) if name in body)) for name, _ in printed_lines]
    assert printed_lines == begins
    assert len(lines) == {"atop-2024": 13, "informatizare-2019": 8}[document.slug]


def test_the_bookmarks_are_the_contents(informatics):
    read, document = informatics
    with read.pdf.open_outline() as outline:
        found = [(item.title, [below.title for below in item.children]) for item in outline.root]
    axes, objectives = (
        [f"{one.printed_code} {one.title}" for one in document.roots(prefix)] for prefix in ("ax", "obs")
    )
    assert found == [
        ("Obiective strategice", objectives),
        ("Axe de dezvoltare", axes),
        ("Semnături", []),
        ("Despre această ediție", []),
    ]


@pytest.mark.parametrize("slug, above, below", [("atop-2024", "og", "os"), ("informatizare-2019", "ax", "m")])
def test_the_bookmarks_go_down_to_the_last_level(slug, above, below, db):
    document = composed(Plan.objects.get(slug=slug))
    with printed(document).pdf.open_outline() as outline:
        found = [[child.title for child in group.children] for item in outline.root for group in item.children]
    expected = [
        [f"{one.printed_code} {one.title}" for one in document.children[group.uid]] for group in document.roots(above)
    ]
    assert {below: [group for group in found if group]} == {below: expected}


def test_the_measures_stand_in_seven_numbered_columns_on_landscape_pages(informatics):
    read, document = informatics
    heads = ["Axe de dezvoltare", "Măsuri", "Rezultate", "Indicatori de evaluare", "Termen de evaluare",
             "Termen de finalizare", "Responsabili"]  # fmt: skip
    tables = read.tables
    assert [table[:2] for table in tables] == [[[packed(head) for head in heads], list("0123456")]] * len(tables)
    expected = []
    for axis in document.roots("ax"):
        for place, measure in enumerate(document.children[axis.uid]):
            cells = [
                f"{axis.printed_code} {axis.title}" if place == 0 else "",
                f"{measure.printed_code} {measure.title}",
                measure.expected_result, document.printed_indicators(measure), measure.evaluation_term,
                measure.completion_term, measure.responsible,
            ]  # fmt: skip
            expected.append([packed(cell) for cell in cells])
    rows = [row for table in tables for row in table[2:]]
    assert [without_repetition(row) for row in rows] == expected
    assert set(read.shapes) == {"landscape"}


def without_repetition(row):
    return ["" if row[0].endswith(AGAIN) else row[0], *row[1:]]


def test_an_axis_that_goes_on_over_a_page_is_named_again_at_its_head(informatics):
    read, document = informatics
    heads = [(table[2][0], table[2][1]) for table in read.tables]
    axes = {measure.uid: axis for axis in document.roots("ax") for measure in document.children[axis.uid]}
    expected = []
    for _, words in heads:
        (measure,) = (one for one in document.elements if packed(f"{one.printed_code} {one.title}") == words)
        axis = axes[measure.uid]
        opens = document.children[axis.uid][0] == measure
        expected.append((packed(f"{axis.printed_code} {axis.title}") + ("" if opens else AGAIN), words))
    assert (heads, len(heads) > 4) == (expected, True)
    rows = [row[0] for table in read.tables for row in table[3:]]
    assert [title for title in rows if title.endswith(AGAIN)] == []


def test_no_page_before_a_table_is_left_half_empty(informatics):
    read, document = informatics
    first = next(number for number, text in enumerate(read.pages) if "Termen de" in text)
    assert packed(document.roots("obs")[-1].title) in packed(read.pages[first])


def test_the_police_objectives_stand_beside_their_directions(police):
    read, document = police
    tables = [table for table in read.tables if len(table[0]) == 2]
    assert [table[0] for table in tables] == [
        [packed("Obiective generale"), packed("Obiective specifice / Direcții de acțiune")]
    ] * 4
    groups = []
    for title, directions in (row for table in tables for row in table[1:]):
        if title and not title.endswith(AGAIN):
            groups.append([title, ""])
        groups[-1][1] += directions
    assert groups == [
        [
            packed(f"{objective.printed_code} {objective.title}"),
            packed("".join(f"{one.printed_code} {one.title}" for one in document.children[objective.uid])),
        ]
        for objective in document.roots("og")
    ]
    assert set(read.shapes) == {"upright"}


def test_the_budget_is_a_table_of_the_printed_sums_and_shares(police):
    read, _ = police
    (budget,) = [table for table in read.tables if len(table[0]) == 3]
    assert budget == [
        ["Anul2023", "Suma(miilei)", "Ponderea"],
        ["creditebugetare", "245.232,31", ""],
        ["cheltuielidepersonal", "191.982,16", "78,28%"],
        ["bunurișiservicii", "12.472,25", "5,09%"],
        ["fonduriexternenerambursabile", "38.550,00", "15,72%"],
        ["proiectecufinanțarePNRR", "372,00", "0,15%"],
        ["altecheltuieli", "1.855,90", "0,76%"],
    ]


def test_every_page_but_the_first_tells_the_plan_the_part_the_edition_and_its_number(informatics):
    read, _ = informatics
    heads = [re.findall(r"^Planul de acțiune pentru informatizare 2019–2025 (.*)$", text, re.M) for text in read.pages]
    feet = [re.findall(r"^Ediția 3 din 22 noiembrie 2026 (Pagina \d+ din \d+)$", text, re.M) for text in read.pages]
    assert heads == [[], ["Cuprins"], ["Obiective strategice"]] + [
        *([f"Axe de dezvoltare · Axă de dezvoltare {number}"] for number in (1, 1, 2, 4)),
        ["Despre această ediție"],
    ]
    assert feet == [[], *([f"Pagina {number} din 8"] for number in range(2, 9))]


def test_the_last_page_says_which_edition_this_is_and_how_to_check_it(document):
    text = d.to_json(document)
    last = printed(document).tree.all("Sect")[-1]
    unknown = "Data actului" if document.acts else "Actul de adoptare"
    assert packed(last.text) == packed(
        "Despre această ediție Ediția 3, publicată în portal la 22 noiembrie 2026 Nota ediției Termene noi la măsurile "
        f"1.4 și 1.9. {unknown} nu figurează în documentul publicat Adresa permanentă {settings.SITE_URL}/planuri/{document.slug}/editii/3/ Suma de control {d.checksum_of(text)} Suma de control "
        "(SHA-256) este a fișierului plan.json, atașat acestui document: planul întreg, ca date."
    )
    assert packed(last.text) in packed(printed(document).pages[-1])


def test_signatures_never_stand_on_a_page_of_their_own(document):
    office = document.signatories[0].office
    (signed,) = [text for text in printed(document).pages if re.search(rf"^{office}$", text, re.M)]
    before = signed.partition(f"\n{office}\n")[0]
    ends = {"atop-2024": "Ținând cont de aceste probleme", "informatizare-2019": "1.14. Implementarea unui cadru"}
    assert packed(ends[document.slug]) in packed(before)


def test_those_who_sign_have_a_place_for_signature_date_and_stamp(document):
    text = printed(document).read
    place = packed("Semnătura Data L.S.")
    assert [packed(f"{one.name}") + place in text for one in document.signatories] == [True] * len(document.signatories)


def test_an_annex_is_the_plan_alone_under_its_act(document):
    text = d.to_json(document)
    made = plan_pdf.render(document, text=text, checksum=d.checksum_of(text), annex=True)
    read = Printed(made)
    first = packed(read.pages[0])
    assert packed(document.title) in first
    assert packed(document.sections[0].paragraphs[0])[:60] in first
    assert [packed(act.title) in first for act in document.acts] == [True] * len(document.acts)
    assert ["Cuprins" in read.read, packed("Despre această ediție") in read.read] == [False, False]
    assert f"{settings.SITE_URL}/planuri/{document.slug}/editii/3/" in read.pages[-1]
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    assert (list(report.failures), report.is_compliant) == ([], True)
