"""A plan from StratML: whole from the portal's own file, as far as it goes from anybody else's."""

from plans.document import Document
from plans.exchange.arrivals import json_file, safe_xml
from plans.exchange.arrivals.stratml_reader import StratmlReader
from plans.exchange.sheets.refusal import ImportRefused
from plans.render.stratml.kept_document import kept_document

ROOTS = ("PerformancePlanOrReport", "StrategicPlan")
CHANGED = "Fișierul a fost schimbat după ce l-a scris portalul: se ia ce spune acum, nu planul întreg pe care îl ține."


def read(data: bytes) -> tuple[Document, bool, list[str]]:
    """Return the document, whether it is the one that the portal wrote, and what was not understood."""
    root = safe_xml.parse(data)
    name = root.tag.rpartition("}")[2]
    if name not in ROOTS:
        raise ImportRefused(f"Fișierul este XML, dar nu este StratML: începe cu „{name}”, nu cu „{ROOTS[0]}”.")
    kept = kept_document(root)
    if kept and kept[1]:
        return json_file.read_text(kept[0]), True, []
    reader = StratmlReader(root)
    document = reader.document()
    json_file.require_whole_tree(document)
    return document, False, [*([CHANGED] if kept else []), *reader.notes]
