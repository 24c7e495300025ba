"""The data of the pages that speak of many plans: the lists of plans, recommendations and sittings, an institution."""

import datetime
from functools import partial

from django.utils import timezone

from indicators import queries
from indicators.models import Recommendation, Sitting
from indicators.render.data.indicators import indicators_table
from indicators.render.data.oversight import recommendations_table
from plans.models import Institution
from plans.render.data_tables import public_address
from portal.data_files.tables import DataKind, DataTable, data_column, data_table
from public.data.page_data import PageData
from public.institutions.overview import has_page, institution_overview
from public.models import PlanSummary
from public.sittings.listing import public_sittings

day = partial(data_column, kind=DataKind.DATE)
PLAN_COLUMNS = (
    data_column("Titlul scurt", lambda one: one.short_title, "Cum e numit în portal.", width=30),
    data_column("Titlul", lambda one: one.title, "Titlul din document.", width=60),
    data_column("Subtitlul", lambda one: one.subtitle, "Restul titlului.", width=40),
    data_column("Instituția", lambda one: one.owner_name, "Cine îl întocmește.", width=34),
    day("De la", lambda one: one.period_start, "Prima zi a planului."),
    day("Până la", lambda one: one.period_end, "Ultima zi a planului."),
    data_column("Ediția", lambda one: one.number, "Ediția în vigoare.", kind=DataKind.NUMBER),
    day("Publicată la", lambda one: timezone.localdate(one.published_at), "Ziua publicării ediției."),
    data_column("Adresa", lambda one: public_address(f"/planuri/{one.slug}/"), "Pagina publică.", width=40),
)
SITTING_COLUMNS = (
    data_column("Organismul", lambda one: one.body.name, "Cine s-a întrunit.", width=34),
    day("Data", lambda one: one.held_on, "Ziua ședinței."),
    data_column("Felul", lambda one: one.get_kind_display(), "Ordinară sau extraordinară."),
    data_column("Ordinea de zi", lambda one: one.agenda, "Ce s-a discutat.", width=60),
    data_column("Concluzii", lambda one: one.conclusions, "Ce s-a hotărât.", width=60),
    data_column("Adresa", lambda one: public_address(f"/sedinte/{one.pk}/"), "Pagina publică.", width=40),
)


def plans_data(today: datetime.date) -> PageData:
    """Return the data of the list of published plans, without examples."""
    rows = PlanSummary.objects.real().newest_first()
    tables = {"planuri": lambda: data_table("planuri", "Planurile", PLAN_COLUMNS, rows)}
    return PageData(title="Planurile publicate", path="/planuri/", tables=tables, today=today, dated=frozenset())


def recommendations_data(today: datetime.date) -> PageData:
    """Return the data of the list of recommendations about the real published plans."""
    plans = PlanSummary.objects.real()
    titles = dict(plans.values_list("slug", "short_title"))

    def table() -> DataTable:
        rows = Recommendation.objects.filter(plan__in=plans.values("plan"))
        return recommendations_table(queries.recommendation_values(rows), titles, today)

    dated = frozenset({"recomandari"})
    return PageData(
        title="Recomandările", path="/recomandari/", tables={"recomandari": table}, today=today, dated=dated
    )


def sittings_data(today: datetime.date) -> PageData:
    """Return the data of the list of sittings of the real bodies."""
    rows: list[Sitting] = public_sittings(today).filter(body__is_invented=False)
    tables = {"sedinte": lambda: data_table("sedinte", "Ședințele", SITTING_COLUMNS, rows)}
    return PageData(title="Ședințele", path="/sedinte/", tables=tables, today=today, dated=frozenset())


def institution_data(code: str, today: datetime.date) -> PageData | None:
    """Return the data of an institution's page; None for one that readers never meet."""
    institution = Institution.objects.filter(code=code).first()
    found = institution and institution_overview(institution, today)
    if not found or not has_page(institution, found, today):
        return None
    tables = {
        "indicatori": lambda: indicators_table(found.statuses, with_plan=True),
        "recomandari": lambda: recommendations_table(found.received, found.titles, today),
    }
    return PageData(
        title=institution.name,
        path=f"/institutii/{code}/",
        tables=tables,
        today=today,
        dated=frozenset(tables),
        is_invented=institution.is_invented,
    )
