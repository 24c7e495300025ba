"""What the API has: each address with what it gives and what may be asked of it; views and description read this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Recommendation
from indicators.progress.vocabulary import JUDGEMENTS
from public.api import list_rows, plan_rows
from public.api.parameters import ApiParameter, choice, code, day, number, yes_no

# The parts of an address, as regular expressions.
PLACES = {
    "plan": r"[-0-9A-Za-z_]{1,50}",
    "address": r"[a-z]{1,8}-[-.0-9A-Za-z]{1,100}",
    "number": "[1-9][0-9]{0,5}",
}


@dataclass(frozen=True, kw_only=True)
class ApiResource:
    """An address: what it gives, of which schema, and what may be asked; a list is given a page at a time.

    `write` makes the rows of a page of what `rows` gave; it is asked for one page alone.
    """

    path: str
    name: str
    summary: str
    schema: str
    rows: Callable[[Mapping], Sequence | dict]
    parameters: tuple[ApiParameter, ...] = ()
    write: Callable[[Sequence], list] = list
    is_list: bool = True


SINCE = day("since", "Numai ce ține cel puțin până în această zi.")
UNTIL = day("until", "Numai ce începe cel târziu în această zi.")
INDICATOR = number("indicator", "Numărul indicatorului în plan.")
RESOURCES = (
    ApiResource(
        path="plans",
        name="listPlans",
        summary="Planurile publicate, fără exemple",
        schema="Plan",
        rows=list_rows.plans,
        write=list_rows.plan_rows,
        parameters=(code("institution", "Codul unei instituții pe care planul o numește."), SINCE, UNTIL),
    ),
    ApiResource(
        path="plans/{plan}", name="getPlan", summary="Un plan", schema="Plan", rows=list_rows.plan, is_list=False
    ),
    ApiResource(
        path="plans/{plan}/editions",
        name="listEditions",
        summary="Edițiile publice ale unui plan",
        schema="EditionEntry",
        rows=plan_rows.editions,
    ),
    ApiResource(
        path="plans/{plan}/editions/{number}",
        name="getEdition",
        summary="O ediție întreagă, așa cum a fost publicată",
        schema="Edition",
        rows=plan_rows.edition,
        is_list=False,
    ),
    ApiResource(
        path="plans/{plan}/elements",
        name="listElements",
        summary="Elementele ediției în vigoare, în ordinea din plan",
        schema="Element",
        rows=plan_rows.elements,
        parameters=(
            code("level", "Prefixul nivelului, de exemplu „os”."),
            code("parent", "Adresa elementului de deasupra, de exemplu „og-1”."),
            code("institution", "Codul unei instituții care răspunde."),
        ),
    ),
    ApiResource(
        path="plans/{plan}/elements/{address}",
        name="getElement",
        summary="Un element, după adresa lui",
        schema="Element",
        rows=plan_rows.element,
        is_list=False,
    ),
    ApiResource(
        path="plans/{plan}/indicators",
        name="listIndicators",
        summary="Indicatorii ediției în vigoare",
        schema="Indicator",
        rows=plan_rows.indicators,
        parameters=(
            code("element", "Adresa elementului, de exemplu „m-1.8”."),
            code("institution", "Codul instituției care raportează."),
        ),
    ),
    ApiResource(
        path="plans/{plan}/indicators/{number}",
        name="getIndicator",
        summary="Un indicator, după numărul lui",
        schema="Indicator",
        rows=plan_rows.indicator,
        is_list=False,
    ),
    ApiResource(
        path="plans/{plan}/targets",
        name="listTargets",
        summary="Țintele, și cele înlocuite",
        schema="PromisedTarget",
        rows=plan_rows.targets,
        parameters=(INDICATOR, yes_no("in_force", "Numai cele în vigoare, sau numai cele înlocuite.")),
    ),
    ApiResource(
        path="plans/{plan}/values",
        name="listValues",
        summary="Valorile acceptate, și cele corectate între timp",
        schema="AcceptedValue",
        rows=plan_rows.values,
        parameters=(INDICATOR, SINCE, UNTIL, yes_no("valid", "Numai cele valabile, sau numai cele corectate.")),
    ),
    ApiResource(
        path="plans/{plan}/verdicts",
        name="listVerdicts",
        summary="Aprecierile valorilor acceptate, cu motivele lor",
        schema="Verdict",
        rows=plan_rows.verdicts,
        parameters=(INDICATOR, SINCE, UNTIL, choice("verdict", "Aprecierea.", JUDGEMENTS)),
    ),
    ApiResource(
        path="recommendations",
        name="listRecommendations",
        summary="Recomandările și răspunsurile lor",
        schema="Recommendation",
        rows=list_rows.recommendations,
        write=list_rows.recommendation_rows,
        parameters=(
            code("plan", "Adresa planului."),
            code("institution", "Codul instituției căreia îi este adresată."),
            code("body", "Codul organismului care recomandă."),
            choice("state", "În ce stare este.", Recommendation.RecommendationState.values),
            day("since", "Emisă cel mai devreme în această zi."),
            day("until", "Emisă cel târziu în această zi."),
        ),
    ),
    ApiResource(
        path="sittings",
        name="listSittings",
        summary="Ședințele ținute",
        schema="Sitting",
        rows=list_rows.sittings,
        write=list_rows.sitting_rows,
        parameters=(
            code("body", "Codul organismului."),
            day("since", "Ținută cel mai devreme în această zi."),
            day("until", "Ținută cel târziu în această zi."),
        ),
    ),
)
