"""The terms of a plan as rows, the earliest first."""

from collections.abc import Iterable

from indicators.render.term_picture import term_state
from indicators.render.terms import TermRow
from plans.render.data_tables import public_address
from portal.data_files.tables import DataKind, DataTable, data_column, data_table

TERM_COLUMNS = (
    data_column("Termenul", lambda row: row.day, "Ziua; goală unde termenul tipărit nu spune una.", kind=DataKind.DATE),
    data_column("Cum e tipărit", lambda row: row.term, "Termenul, cu cuvintele planului.", width=30),
    data_column("Codul", lambda row: row.code),
    data_column("Ce trebuie făcut", lambda row: row.name, width=60),
    data_column("Cine răspunde", lambda row: row.responsible, "Cum e tipărit în plan.", width=40),
    data_column(
        "Instituțiile", lambda row: "; ".join(one.name for one in row.institutions), "Cine răspunde sau raportează.",
        width=40,
    ),
    data_column("Ce se știe", lambda row: term_state(row).word, "Din raportările acceptate.", width=30),
    data_column("Pagina", lambda row: public_address(row.address), width=50),
)  # fmt: skip


def terms_table(rows: Iterable[TermRow]) -> DataTable:
    """Return the terms of a plan."""
    return data_table("termene", "Termenele", TERM_COLUMNS, rows)
