"""Both real plans, as Word files that another program wrote, come in with every statement in its place."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.reading.body import read_document
from tests.plans.exchange.word.real_plans import page_of, word_files

FIXTURES = Path(__file__).parents[4] / "fixtures"
SHAPES = {"atop": ("atop-2024.txt", 2, "plan_atop_2024"), "it": ("it-2019.txt", 7, "plan_it_2019")}
FIELDS = ("expected_result", "evaluation_term", "completion_term", "responsible")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Each plan with the cells of its first column merged, as in the original, and left empty."""
    pages = {
        f"{name}-{kind}": page_of(source, columns, merged=kind == "merged")
        for name, (source, columns, _) in SHAPES.items()
        for kind in ("merged", "empty")
    }
    return word_files(tmp_path_factory.mktemp("word"), pages)


def stored(fixture):
    """What the plan's fixture says, by kind."""
    found = defaultdict(list)
    for row in json.loads((FIXTURES / f"{fixture}.json").read_text(encoding="utf-8")):
        found[row["model"].split(".")[1]].append(row["fields"])
    return found


def stored_statements(rows):
    """Every statement with its place: elements under their parents, cells, indicators, sections, budget, signatures."""
    by_uid = {row["uid"]: row for row in rows["element"]}
    name = {uid: (row["level"][1], row["code"], row["title"]) for uid, row in by_uid.items()}
    for uid, row in by_uid.items():
        parent = name[row["parent"][0]] if row["parent"] else None
        yield ("element", parent, *name[uid])
        yield from (("cell", name[uid], field, row[field]) for field in FIELDS if row.get(field))
    for row in rows["indicator"]:
        element = name[row["element"][0]] if row["element"] else None
        yield ("indicator", element, row["joiner"], row["title"], row["nature"], row["minimal"])
    for row in rows["section"]:
        level = row["level"][1] if row["level"] else ""
        yield ("section", row["heading"], row["body"], row["block"], level, row["numbered_columns"])
    for row in rows["budgetline"]:
        yield ("budget", row["label"], row["year"], row["amount"], row["unit"], row["share"], row["is_total"])
    yield from (("signatory", row["preamble"], row["office"], row["name"]) for row in rows["signatory"])
    yield from (("plan", row["title"], row["subtitle"], row["letterhead"]) for row in rows["plan"])
    yield from (("act", row["title"], row["number"], row["annex"]) for row in rows["adoptionact"])


def drafted_statements(draft):
    """The same of the plan that would come."""
    name = [(one.level, one.code, one.title) for one in draft.elements]
    for key, one in enumerate(draft.elements):
        yield ("element", None if one.parent is None else name[one.parent], *name[key])
        yield from (("cell", name[key], field, one.fields[field]) for field in FIELDS if one.fields.get(field))
    for key, one in [*((key, i) for key, e in enumerate(draft.elements) for i in e.indicators)]:
        yield ("indicator", name[key], one.joiner, one.title, one.nature, one.is_minimal)
    for one in draft.indicators:
        yield ("indicator", None, one.joiner, one.title, one.nature, one.is_minimal)
    for one in draft.sections:
        yield ("section", one.heading, "\n\n".join(one.body), one.block, one.level, one.numbered)
    for one in draft.budget:
        yield ("budget", one.label, one.year, one.amount, one.unit, one.share or None, one.is_total)
    yield from (("signatory", one.preamble, one.office, one.name) for one in draft.signatories)
    yield ("plan", draft.head.title, draft.head.subtitle, "\n".join(draft.head.letterhead))
    if draft.head.act:
        yield ("act", draft.head.act, draft.head.number, draft.head.annex)


def draft_of(data):
    document = read_document(data)
    return build_plan(document, propose_mapping(document))


@pytest.mark.parametrize("kind", ["merged", "empty"])
@pytest.mark.parametrize(("name", "count"), [("atop", 84), ("it", 98)])
def test_every_statement_of_a_real_plan_comes_in_its_place_and_no_word_is_lost(files, name, kind, count):
    draft, rows = draft_of(files[f"{name}-{kind}"]), stored(SHAPES[name][2])
    assert list(drafted_statements(draft)) == [*stored_statements(rows)]
    assert (len(list(drafted_statements(draft))), draft.problems, draft.not_understood) == (count, [], [])


def test_the_levels_are_those_of_the_plans(files):
    for name, (_source, _columns, fixture) in SHAPES.items():
        document = read_document(files[f"{name}-merged"])
        mapping = propose_mapping(document)
        rows = stored(fixture)["level"]
        names = ("prefix", "name", "name_plural", "kind")
        assert [(one.key, one.name, one.name_plural, one.kind) for one in mapping.levels] == [
            tuple(row[key] for key in names) for row in rows
        ]
        assert [one.parent for one in mapping.levels] == [row["parent"][1] if row["parent"] else "" for row in rows]
