"""Rows as they would be read from a file, what importing them does, and what the database holds."""

from plans.editions.composition import addresses
from plans.exchange.imports.outcome import run_import
from plans.exchange.sheets.formats import dataset_of
from plans.exchange.sheets.sheet import SheetBuilder
from plans.models import Element

HEADINGS = ["Plan", "Nivel", "Cod", "Sub", "Poziție", "Titlu"]


def sheet(*rows):
    """The rows, the headings first, as a dataset."""
    builder = SheetBuilder()
    for number, row in enumerate(rows, start=1):
        builder.add(number, dict(enumerate(row)))
    return dataset_of(builder.finish())


def imported(make_resource, *rows):
    """See what the rows would do, then do it."""
    seen = run_import(make_resource(), sheet(*rows))
    return run_import(make_resource(), sheet(*rows), only_if=seen.digest)


def problems(outcome):
    return [(problem.line, problem.heading, problem.message) for problem in outcome.problems]


def table(outcome):
    return [(change.line, change.is_new, change.fields) for change in outcome.changes]


def element(plan, address):
    return Element.objects.get(pk={address: pk for pk, address in addresses(plan).items()}[address])


def state():
    """Everything that an import could touch."""
    return (
        list(Element.objects.order_by("pk").values()),
        list(Element.institutions.through.objects.order_by("pk").values()),
        Element.history.count(),
    )
