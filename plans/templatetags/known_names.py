"""The names of levels and columns, for templates."""

from django import template

from plans.render.known_names import known_name

register = template.Library()
register.filter("known", known_name)
