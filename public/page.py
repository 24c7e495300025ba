"""A public page: its address, what writes it, and its bytes as they are stored."""

import datetime
import gzip
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from django.utils.translation import get_language

from plans.models import Plan
from portal.canonical import page_at
from portal.languages import link_in_language, path_in
from portal.whitespace import collapse_white_space
from public.contents import content_tag
from public.models import StoredPage
from public.portal_version import portal_version

# Higher is fifteen times slower and not smaller on these pages, but for the highest, which saves a tenth.
BROTLI_QUALITY = 7


@dataclass(frozen=True)
class PublicPage:
    """A public page: its Romanian address, what writes it, the first day on which it says something else, if any.

    It is written in the language that is active, and kept at its `address` in that language.

    What few ask for, of each element, is not stored: it is made when it is asked for.
    """

    path: str
    write: Callable[[], str]
    expires_on: datetime.date | None = None
    is_frozen: bool = False
    is_stored: bool = True

    @property
    def address(self) -> str:
        """Return where the page is, in the language that is active."""
        return path_in(get_language(), self.path)

    def render(self) -> str:
        """Give the page as it is stored and sent: without the indentation of the templates; a file as it is."""
        with page_at(self.path):
            text = self.write()
        return link_in_language(collapse_white_space(text), self.path) if self.path.endswith("/") else text

    def stored_for(self, plan: Plan | None) -> StoredPage:
        """Give the row that keeps the page, compressed: a plan's, or one of the pages of all plans."""
        content = self.render().encode()
        return StoredPage(
            path=self.address,
            plan=plan,
            expires_on=self.expires_on,
            portal_version=portal_version(),
            etag=content_tag(content),
            gzip=gzip.compress(content, 9, mtime=0),
            brotli=brotli.compress(content, quality=BROTLI_QUALITY),
        )
