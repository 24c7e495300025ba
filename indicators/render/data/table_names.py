"""The tables that pages give, by their part of the address: what each is called, and what it holds."""

from indicators.render.terms import has_terms
from plans.document import Document, ElementValue
from plans.render.money_chart import has_money
from portal.translated_words import WordsByCode

TABLE_TITLES = WordsByCode(
    {
        "elemente": "elementele",
        "indicatori": "indicatorii",
        "valori": "valorile acceptate",
        "tinte": "țintele",
        "stadii": "stadiile pe obiective",
        "termene": "termenele",
        "buget": "bugetul",
        "sume": "sumele coloanelor",
        "recomandari": "recomandările",
        "sedinte": "ședințele",
        "planuri": "planurile",
    }
)
TABLE_CONTENTS = WordsByCode(
    {
        "elemente": "Un rând pentru fiecare element al planului, cu tot ce spune planul despre el.",
        "indicatori": "Un rând pentru fiecare indicator: cum e definit, ce țintă are și în ce stadiu este.",
        "valori": "Un rând pentru fiecare valoare acceptată: numărătorul și numitorul, ținta, aprecierea cu motivul "
        "ei, zilele, dovezile. Rămân și valorile corectate între timp.",
        "tinte": "Un rând pentru fiecare țintă, și pentru cele înlocuite, cu motivul și actul.",
        "stadii": "Câți indicatori ai fiecărui obiectiv sunt în fiecare stadiu.",
        "termene": "Un rând pentru fiecare termen: până când, ce trebuia făcut, cine răspunde și ce se știe.",
        "buget": "Bugetul, așa cum e tipărit în plan.",
        "sume": "La cât ajung coloanele de bani ale planului, pe fiecare element de sus, cu tot ce e sub el.",
        "recomandari": "Ce s-a recomandat, cui, cu ce termen și ce s-a răspuns.",
        "sedinte": "Ședințele ținute, cu ordinea de zi și concluziile.",
        "planuri": "Planurile publicate, cu perioada și ediția în vigoare.",
    }
)


def plan_table_names(document: Document) -> list[str]:
    """Return which tables a plan's data have, by its document alone."""
    names = ["elemente"]
    if document.indicators:
        names += ["indicatori", "valori", *_with_targets(document.indicators), "stadii"]
    names += ["termene"] if has_terms(document) else []
    names += ["buget"] if document.budget else []
    return [*names, *(["sume"] if has_money(document) else []), "recomandari"]


def element_table_names(document: Document, element: ElementValue) -> list[str]:
    """Return which tables an element's data have: of it and all below it."""
    places = {one.uid for one in document.branch(element)}
    found = [one for one in document.indicators if one.element in places]
    return ["elemente", *(["indicatori", "valori", *_with_targets(found)] if found else [])]


def indicator_table_names(indicator) -> list[str]:
    """Return which tables an indicator's data have."""
    return ["valori", "indicatori", *_with_targets([indicator])]


def _with_targets(indicators) -> list[str]:
    return ["tinte"] if any(one.targets or one.former_targets for one in indicators) else []
