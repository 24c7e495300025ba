"""What every list of the back office has."""

from django.contrib.admin import ShowFacets
from django.utils.text import capfirst


class PlainListMixin:
    """A list titled by what is in it, not by what one could do with it."""

    show_facets = ShowFacets.NEVER

    def changelist_view(self, request, extra_context=None):
        """Show the list under the plural name of its rows."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})
