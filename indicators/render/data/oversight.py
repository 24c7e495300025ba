"""What the oversight body asked, and what was answered, as rows."""

import datetime
from collections.abc import Iterable, Mapping
from functools import partial

from indicators.progress.report_values import RecommendationValue
from indicators.render.recommendation_list import STATES
from plans.render.data_tables import public_address
from portal.data_files.tables import DataKind, DataTable, data_column, data_table


def recommendations_table(
    recommendations: Iterable[RecommendationValue], titles: Mapping[str, str], today: datetime.date
) -> DataTable:
    """Return recommendations as rows; `titles` are the plans' short titles by slug."""
    day = partial(data_column, kind=DataKind.DATE)
    columns = (
        data_column("Numărul", lambda one: one.reference, "Numărul și anul."),
        data_column("Organismul", lambda one: one.body.name, "Cine a recomandat.", width=34),
        data_column("Adresată", lambda one: one.addressed_to.name, "Cui i se cere.", width=34),
        data_column(
            "Planul recomandării", lambda one: titles.get(one.plan, one.plan), "Planul la care se referă.", width=24
        ),
        data_column("Despre", lambda one: one.about, "Elementul, indicatorul sau întregul plan.", width=40),
        data_column("Textul", lambda one: one.text, "Ce se recomandă.", width=60),
        day("Emisă la", lambda one: one.issued_on, "Ziua recomandării."),
        day("Termenul", lambda one: one.deadline, "Până când se așteaptă răspuns."),
        data_column("Starea", lambda one: STATES[one.state], "Unde a ajuns."),
        data_column(
            "Termen depășit", lambda one: one.is_late(today), "Fără răspuns după termen.", kind=DataKind.YES_NO
        ),
        data_column("Răspunsul", lambda one: one.answer, "Ce a răspuns instituția.", width=60),
        day("Răspuns la", lambda one: one.answered_on, "Ziua răspunsului."),
        day("Închisă la", lambda one: one.closed_on, "Ziua în care a fost închisă."),
        data_column("Nota de închidere", lambda one: one.closing_note, "Ce a socotit organismul.", width=40),
        data_column("Adresa", lambda one: public_address(one.address), "Pagina publică.", width=40),
    )
    return data_table("recomandari", "Recomandările", columns, recommendations)
