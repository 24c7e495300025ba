"""The list at the foot of a page, line by line.

A feature that adds a line has a module here, with a function from the page's subject to its lines, and is named in
`TOOLS`. It knows the feature's addresses by their names alone, so that any page may have the list.
"""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from public.page_tools.address import address_tools
from public.page_tools.citation import citation_tools
from public.page_tools.data import data_tools
from public.page_tools.embedding import embedding_tools
from public.page_tools.following import following_tools
from public.page_tools.mistake import mistake_tools
from public.page_tools.reading import reading_tools
from public.page_tools.subject import PageSubject

# In the order of the list.
TOOLS = (
    address_tools,
    citation_tools,
    following_tools,
    embedding_tools,
    data_tools,
    reading_tools,
    mistake_tools,
)


def page_foot(subject: PageSubject) -> SafeString:
    """Return the list of what a reader can do with a page."""
    tools = [tool for lines in TOOLS for tool in lines(subject)]
    return render_to_string("components/page_tools.html", {"tools": tools})
