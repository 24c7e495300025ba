"""What a file says of a plan, before anything is written."""

from dataclasses import dataclass

from plans.document import Document
from plans.exchange.arrivals import json_file, stratml_file
from plans.exchange.sheets.refusal import ImportRefused
from portal.uploads import MEGABYTE, FileUpload

MAX_BYTES = 5 * MEGABYTE
KINDS = "Se primesc fișierele .json ale portalului și fișiere StratML (.xml)."


@dataclass(frozen=True, kw_only=True)
class ArrivedPlan:
    """The document of a file; `notes` say what of it was not understood. `is_whole`: the portal wrote it as it is."""

    document: Document
    is_whole: bool
    notes: tuple[str, ...] = ()


def read_plan(upload: FileUpload) -> ArrivedPlan:
    """Return the plan of a file; raise ImportRefused, with the place, for one that holds none."""
    if upload.extension == "json":
        document, is_whole = json_file.read(upload.data)
        return ArrivedPlan(document=document, is_whole=is_whole)
    if upload.extension == "xml":
        document, is_whole, notes = stratml_file.read(upload.data)
        return ArrivedPlan(document=document, is_whole=is_whole, notes=tuple(notes))
    raise ImportRefused(f"Fișierul „{upload.name}” nu este un plan ca date. {KINDS}")
