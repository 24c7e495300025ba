"""Numbers, dates and counts as Romanian writes them, for templates."""

from django import template

from portal import romanian

register = template.Library()
for write in (
    romanian.amount,
    romanian.quantity,
    romanian.percent,
    romanian.long_date,
    romanian.iso_date,
    romanian.period_until,
    romanian.inside,
):
    register.filter(write)
register.filter("counted", romanian.number_with_noun)
