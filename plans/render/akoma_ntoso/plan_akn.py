"""A plan as Akoma Ntoso: `<doc name="plan">`, its sections and elements one in another as legal texts are.

Every section of the printed plan is a container, every element another inside it, under the number that is printed.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from plans.document import Document, ElementValue, SectionValue
from plans.render.akoma_ntoso.identifiers import COUNTRY, LANGUAGE, act_eli, edition_eli, expression_path, work_path
from plans.render.budget_chart import budgets
from plans.render.data_tables import public_address
from plans.render.facts import element_facts, indicator_facts
from plans.render.pdf.plan_pdf import edition_address
from portal.romanian import amount, percent
from portal.text import UNPRINTABLE

CONTENT_TYPE = "application/akn+xml"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# Who says what the file says of itself.
SOURCE = "#portal"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def render(document: Document) -> bytes:
    """Return the Akoma Ntoso document of an edition."""
    root = E.akomaNtoso(
        E.doc(
            _meta(document),
            _preface(document),
            E.mainBody(*_Body(document).parts()),
            *_conclusions(document),
            name="plan",
        )
    )
    etree.indent(root, space=" ")
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _text(name: str, text: str, **values: str):
    return E(name, UNPRINTABLE.sub("\ufffd", text), **values)


def _paragraphs(text: str) -> list:
    return [_text("p", part) for part in text.split("\n\n") if part.strip()]


def _meta(document: Document):
    mark = document.edition
    day = mark.published_at.date().isoformat()
    author = E.FRBRauthor(href=f"#{document.owner.code}")
    work, expression = work_path(document), expression_path(document)
    identification = E.identification(
        E.FRBRWork(
            E.FRBRthis(value=f"{work}/!main"),
            E.FRBRuri(value=work),
            E.FRBRdate(date=document.period_start.isoformat(), name="inceput"),
            author,
            E.FRBRcountry(value=COUNTRY),
            E.FRBRname(value="plan"),
        ),
        E.FRBRExpression(
            E.FRBRthis(value=f"{expression}/!main"),
            E.FRBRuri(value=expression),
            E.FRBRalias(value=edition_eli(document), name="eli"),
            E.FRBRalias(value=public_address(edition_address(document)), name="adresa"),
            E.FRBRdate(date=day, name="publicare"),
            E.FRBRauthor(href=f"#{document.owner.code}"),
            E.FRBRversionNumber(value=str(mark.number)),
            E.FRBRlanguage(language=LANGUAGE),
        ),
        E.FRBRManifestation(
            E.FRBRthis(value=f"{expression}/!main.xml"),
            E.FRBRuri(value=f"{expression}.akn"),
            E.FRBRdate(date=day, name="publicare"),
            E.FRBRauthor(href=SOURCE),
            E.FRBRformat(value=CONTENT_TYPE),
        ),
        source=SOURCE,
    )
    return E.meta(identification, E.references(*_references(document), source=SOURCE))


def _references(document: Document) -> Iterator:
    """Yield the acts that adopted the plan, then the bodies that the file names."""
    for place, act in enumerate(document.acts, start=1):
        yield E.activeRef(eId=f"act_{place}", href=act_eli(act), showAs=act.title)
    bodies = [document.owner, document.reviewer, *(act.issuer for act in document.acts)]
    bodies += [body for one in document.elements for body in one.institutions]
    for body in dict.fromkeys(filter(None, bodies)):
        yield E.TLCOrganization(eId=body.code, href=f"/ontology/organization/{COUNTRY}/{body.code}", showAs=body.name)
    yield E.TLCOrganization(eId="portal", href=public_address("/"), showAs="Portalul planurilor")


def _preface(document: Document):
    lines = [_text("p", document.letterhead.replace("\n", " ") or document.owner.name)]
    title = E.p(_text("docTitle", f"{document.title} {document.subtitle}".strip()))
    acts = []
    for place, act in enumerate(document.acts, start=1):
        said = f"{act.annex} la {act.title}" if act.annex else act.title
        acts.append(E.p(_text("ref", said, href=act_eli(act), eId=f"prefata__act_{place}")))
    return E.preface(*acts, *lines, title)


def _conclusions(document: Document) -> Iterator:
    if document.signatories:
        lines = [" ".join(filter(None, (one.preamble, one.office, one.name))) for one in document.signatories]
        yield E.conclusions(*(_text("p", line) for line in lines))


class _Body:
    """The body of a plan being written; an element that two sections show stands in the first."""

    def __init__(self, document: Document):
        self.document = document
        self.written: set[str] = set()

    def parts(self) -> Iterator:
        """Yield a container for each section, then one for what no section shows."""
        for place, section in enumerate(self.document.sections, start=1):
            yield self._section(place, section)
        left = [one for one in self.document.children.get(None, ()) if one.uid not in self.written]
        if left or not self.document.sections:
            elements = [self._element(one) for one in left]
            yield _container("restul", "sectiune", heading="Elemente", inside=elements)

    def _section(self, place: int, section: SectionValue):
        inside, lines = [], _paragraphs(section.body)
        if section.block == "elements":
            inside = [self._element(one) for one in self.document.roots(section.level) if one.uid not in self.written]
        elif section.block == "indicators":
            inside = [self._indicator(one) for one in self.document.indicators_of.get(None, ())]
        elif section.block == "budget":
            lines += [_text("p", line) for line in _budget_lines(self.document)]
        return _container(f"sectiune_{place}", "sectiune", heading=section.heading, lines=lines, inside=inside)

    def _element(self, element: ElementValue):
        self.written.add(element.uid)
        document = self.document
        facts = element_facts(document, element, but={"description", "indicators"})
        lines = _paragraphs(element.description)
        lines += [_text("p", f"{fact.label}: {fact.text}") for fact in facts]
        inside = [self._indicator(one) for one in document.indicators_of.get(element.uid, ())]
        inside += [self._element(one) for one in document.children.get(element.uid, ())]
        return _container(
            element.address,
            document.level[element.level].kind.replace("_", "-"),
            number=element.printed_code,
            heading=element.title,
            lines=lines,
            inside=inside,
            wId=f"uid-{element.uid}",
        )

    def _indicator(self, indicator):
        lines = [_text("p", f"{fact.label}: {fact.text}") for fact in indicator_facts(indicator)]
        heading = indicator.title
        names = {"wId": f"uid-{indicator.uid}"}
        return _container(f"indicator_{indicator.number}", "indicator", heading=heading, lines=lines, **names)


def _container(eid: str, name: str, *, number: str = "", heading: str = "", lines=(), inside=(), **names: str):
    """Return a container: its number and heading, then its text before what is in it, or its text alone."""
    head = [_text("num", number)] if number else []
    head += [_text("heading", heading)] if heading else []
    lines = list(lines) or [E.p()]
    held = [E.intro(*lines), *inside] if inside else [E.content(*lines)]
    return E.hcontainer(*head, *held, eId=eid, name=name, **names)


def _budget_lines(document: Document) -> Iterator[str]:
    for budget in budgets(document):
        yield f"Anul {budget.year}"
        for line in budget.lines:
            share = "" if line.share is None else f" ({percent(line.share)})"
            yield f"{line.label}: {amount(line.amount)} {line.unit}{share}"
