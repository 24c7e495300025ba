"""What the portal understands of a document made by hand, and the checks that hold for every one."""

import json

from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.reading import plain
from plans.exchange.word.reading.body import read_document
from tests.plans.exchange.word.handmade import docx


def understood(*blocks, lost=(), problems=(), **parts):
    """The mapping and the plan of a document; what is lost and what is wrong is what the test says."""
    document = read_document(docx(*blocks, **parts))
    # What is kept of the reading is all of it.
    assert plain.from_plain(json.loads(json.dumps(plain.to_plain(document)))) == document
    mapping = propose_mapping(document)
    draft = build_plan(document, mapping)
    assert ([text for _place, text in draft.not_understood], [one.message for one in draft.problems]) == (
        [*lost],
        [*problems],
    )
    return mapping, draft


def outline(draft):
    """Each element as „level code title”, indented by its depth."""
    found = []
    for one in draft.elements:
        depth, above = 0, one.parent
        while above is not None:
            depth, above = depth + 1, draft.elements[above].parent
        found.append("  " * depth + " ".join(filter(None, [one.level, one.code, one.title])))
    return found
