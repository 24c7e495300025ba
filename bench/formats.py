"""The files of an edition beside its PDF, and a plan read back from them: how long ten times a plan takes."""

import dataclasses
import uuid
from collections.abc import Iterator

from bench.measure import BenchResult, cpu_seconds
from bench.pdf import current_edition, multiply_document
from plans.document import Document, to_json
from plans.exchange.arrivals.arrived_plan import read_plan
from plans.render import plan_data
from plans.render.akoma_ntoso import plan_akn
from plans.render.docx import plan_docx
from plans.render.stratml import plan_stratml
from portal.data_files import ods_file, xlsx_file
from portal.uploads import FileUpload


def results() -> Iterator[BenchResult]:
    """Measure each format of the measures' plan, ten times as long, then its way back."""
    document = _with_own_identities(multiply_document(current_edition("informatizare-2019").read()))
    tables = plan_data.plan_file(document)
    stratml = plan_stratml.render(document)
    works = {
        "DOCX": lambda: plan_docx.render(document),
        "XLSX": lambda: xlsx_file.write(tables),
        "ODS": lambda: ods_file.write(tables),
        "StratML": lambda: plan_stratml.render(document),
        "Akoma Ntoso": lambda: plan_akn.render(document),
        "JSON, read": lambda: read_plan(FileUpload("plan.json", to_json(document).encode())),
        "StratML, read": lambda: read_plan(FileUpload("plan.xml", stratml)),
    }
    for name, work in works.items():
        seconds = min(cpu_seconds(work) for _ in range(3))
        yield BenchResult(f"{name} of ten times the plan", seconds, 5 if name == "DOCX" else 2, unit="s")


def _with_own_identities(document: Document) -> Document:
    """Return the document with an identity for each indicator, its number its own, as an edition has them."""
    indicators = tuple(
        dataclasses.replace(one, number=number, uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{number}")))
        for number, one in enumerate(document.indicators, start=1)
    )
    return dataclasses.replace(document, indicators=indicators)
