"""How the page is cited: in words, and as files for reference managers."""

from collections.abc import Iterator

from django.utils.translation import gettext

from public.citing.citation import element_citation, indicator_citation
from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def citation_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line by which a plan, an element or an indicator is cited; the plan's page has the words itself."""
    files = (
        ToolLink("BibTeX", f"{subject.path}citare.bib", gettext("Citarea ca fișier BibTeX")),
        ToolLink("RIS", f"{subject.path}citare.ris", gettext("Citarea ca fișier RIS")),
    )
    if subject.kind == "plan":
        yield PageTool(name=gettext("Citare"), links=(ToolLink(gettext("Cum se citează"), "#citare"), *files))
    elif subject.element:
        text = element_citation(subject.document, subject.element).text
        yield PageTool(name=gettext("Citare"), text=text, copy=gettext("Copiază citarea"), links=files, is_printed=True)
    elif subject.indicator:
        text = indicator_citation(subject.document, subject.indicator).text
        yield PageTool(name=gettext("Citare"), text=text, copy=gettext("Copiază citarea"), links=files, is_printed=True)
