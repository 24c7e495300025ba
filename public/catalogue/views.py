"""The catalogue as a file, to anybody's program: it is stored but for the moments after a change."""

from django.views.decorators.http import require_safe

from public.catalogue.datasets import catalogue
from public.catalogue.formats import CATALOGUE_FORMATS
from public.contents import made_answer
from public.cross_origin import open_to_all


@require_safe
def catalogue_file(request, extension):
    """Send the whole catalogue in one file, without pages, or nothing to who has it already."""
    kind = CATALOGUE_FORMATS[extension]
    content = kind.write(list(catalogue())).encode()
    return open_to_all(made_answer(request, content))
