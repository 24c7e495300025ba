"""A whole edition as tables of data: what its workbooks and its CSV hold, from the document and nothing else."""

from functools import partial

from django.conf import settings

from plans.document import Document, IndicatorValue
from plans.document.units import unit_of
from plans.render.data_tables import budget_table, elements_table, public_address, targets_table
from plans.render.facts import DIRECTIONS, FREQUENCIES, NATURES, retirement_text
from portal.data_files.tables import DataColumn, DataFile, DataKind, DataTable, data_column, data_table
from portal.licence import LICENCE

DRAFT = "PROIECT"
DRAFT_NOTE = "Proiect: planul de lucru, nepublicat și neadoptat. Se poate schimba oricând; nu este o ediție a planului."
EXAMPLE_NOTE = "Exemplu, date inventate: nu privește nicio instituție reală."
day = partial(data_column, kind=DataKind.DATE)
number = partial(data_column, kind=DataKind.NUMBER)
TEXT_COLUMNS = (
    data_column("Titlu", lambda one: one.heading, "Titlul secțiunii.", width=40),
    data_column("Text", lambda one: one.body, "Paragrafele, cu un rând gol între ele.", width=100),
)
ACT_COLUMNS = (
    data_column("Actul", lambda one: one.title, "Actul prin care a fost adoptat planul.", width=60),
    data_column("Emitentul", lambda one: one.issuer.name, "Cine l-a adoptat.", width=40),
    data_column("Numărul", lambda one: one.number, "Numărul actului."),
    day("Data", lambda one: one.date, "Ziua actului, dacă se știe."),
    data_column("Anexa", lambda one: one.annex, "Ce anexă a actului este planul."),
    data_column("Adresa", lambda one: one.url, "Unde se citește actul.", width=40),
)
SIGNATORY_COLUMNS = (
    data_column("Mențiunea", lambda one: one.preamble, "De exemplu „Contrasemnează:”."),
    data_column("Funcția", lambda one: one.office, "Funcția tipărită.", width=40),
    data_column("Numele", lambda one: one.name, "Cine a semnat.", width=40),
)


def plan_file(document: Document, *, draft: bool = False) -> DataFile:
    """Return every table of a plan; `draft` says first that nobody published it."""
    tables = [
        elements_table(document, document.elements),
        indicators_table(document),
        targets_table(document.indicators) if document.indicators else None,
        budget_table(document.budget) if document.budget else None,
        data_table("texte", "Textele", TEXT_COLUMNS, [one for one in document.sections if one.body]),
        data_table("acte", "Actele", ACT_COLUMNS, document.acts),
        data_table("semnatari", "Semnatarii", SIGNATORY_COLUMNS, document.signatories),
    ]
    held = [table for table in tables if table and (table.rows or table.name == "elemente")]
    if draft:
        held.insert(0, _draft_table(document))
    return DataFile(title=_title(document, draft), tables=tuple(held), origin=_origin(document, draft))


def elements_file(document: Document) -> DataFile:
    """Return the elements of an edition as the one table of a file."""
    table = elements_table(document, document.elements)
    return DataFile(title=_title(document, draft=False), tables=(table,), origin=_origin(document, draft=False))


def indicators_table(document: Document) -> DataTable:
    """Return the indicators of a plan as the plan defines them."""

    def place(one: IndicatorValue) -> str:
        return document.by_uid[one.element].printed_name if one.element else "Tot planul"

    columns = (
        number("Nr.", lambda one: one.number, "Numărul indicatorului în plan."),
        data_column("Indicator", lambda one: one.title, "Textul din plan.", width=60),
        data_column("Element", place, "De ce element ține.", width=40),
        data_column("Tipul", lambda one: NATURES.get(one.nature, one.nature), "Ce fel de valoare are."),
        data_column("Minimal", lambda one: one.minimal, "Dacă planul îl numește minimal.", kind=DataKind.YES_NO),
        data_column("Unitatea", unit_of, "Unitatea de măsură."),
        data_column("Sensul bun", lambda one: DIRECTIONS.get(one.direction, ""), "Încotro e mai bine."),
        number("Valoarea de referință", lambda one: one.baseline_value, "De unde se pornește."),
        data_column("Perioada de referință", lambda one: one.baseline_period, "Când a fost măsurată."),
        data_column("Sursa referinței", lambda one: one.baseline_source, "De unde e valoarea de referință."),
        data_column("Definiția", lambda one: one.definition, "Cum se calculează.", width=40),
        data_column("Sursa de verificare", lambda one: one.verification_source, "De unde se ia.", width=30),
        data_column("Se raportează", lambda one: FREQUENCIES.get(one.frequency, ""), "Cât de des."),
        data_column("Instituția", lambda one: one.institution.name if one.institution else "", "Cine raportează."),
        data_column("Retras", lambda one: retirement_text(one.retired), "De când nu se mai urmărește și de ce."),
        data_column("Identificator", lambda one: one.uid, "Rămâne același în toate edițiile planului.", width=38),
    )
    return data_table("indicatori", "Indicatorii", columns, document.indicators)


def _title(document: Document, draft: bool) -> str:
    title = f"{document.title} {document.subtitle}".strip()
    return f"{DRAFT}: {title}" if draft else title


def _draft_table(document: Document) -> DataTable:
    columns = (DataColumn(heading=DRAFT, width=110),)
    rows = ((document.title,), (document.subtitle,), (DRAFT_NOTE,))
    return DataTable(name="proiect", title=DRAFT, columns=columns, rows=tuple(row for row in rows if row[0]))


def _origin(document: Document, draft: bool) -> tuple[tuple[str, str], ...]:
    """Return where the tables are from; a draft has no public page and no licence yet."""
    said = [("Plan de lucru" if draft else "Plan publicat", document.short_title)]
    if document.is_invented:
        said.append(("Atenție", EXAMPLE_NOTE))
    if draft:
        return (*said, ("Starea", DRAFT_NOTE))
    page = f"/planuri/{document.slug}/editii/{document.edition.number}/"
    said += [("Ediția", str(document.edition.number)), ("Sursa", settings.SITE_OWNER)]
    return (*said, ("Pagina", public_address(page)), ("Licența", LICENCE))
