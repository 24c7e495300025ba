"""What of a plan that came in cannot be taken, because this portal does not know it; each is told before and after."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from plans.document import Document, ElementLink
from plans.models import Element, Institution, Plan


@dataclass
class ArrivalGaps:
    """Asks the database once what a document names; `notes` say what it does not know.

    `before` is the plan that a person chose to continue, which need not be published.
    """

    document: Document
    before: Plan | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self):
        document = self.document
        for code, name in self._bodies.items():
            if code not in self.institutions:
                self.notes.append(f"Instituția „{name or code}” nu este în portal: legăturile cu ea nu se preiau.")
        for act in document.acts:
            if act.issuer.code not in self.institutions:
                self.notes.append(f"Actul „{act.title}” nu se preia: emitentul lui nu este în portal.")
            elif act.original:
                self.notes.append(f"Originalul semnat al actului „{act.title}” nu este în fișier: încărcați-l din nou.")
        own = document.by_uid
        for one in document.elements:
            links = [link for link in one.contributes_to if link.uid not in own and link.uid not in self.linked]
            links += [one.continues] if one.continues and one.continues.uid not in self.linked else []
            self.notes += [f"„{one.printed_name}”: legătura cu „{link.label}” nu se preia." for link in links]
        if document.continues and self.continued_plan is None:
            self.notes.append(f"Planul continuat, „{document.continues.title}”, nu este publicat în acest portal.")
        if self.is_here_already:
            self.notes.append("Planul este deja în portal: elementele și indicatorii primesc identificatori noi.")

    @cached_property
    def _bodies(self) -> dict[str, str]:
        document = self.document
        bodies = [body for one in document.elements for body in one.institutions]
        bodies += [one.institution for one in document.indicators if one.institution]
        return {body.code: body.name for body in bodies}

    @cached_property
    def institutions(self) -> dict[str, Institution]:
        """The institutions of this portal that the document names, by their codes."""
        codes = {*self._bodies, *(act.issuer.code for act in self.document.acts)}
        return {one.code: one for one in Institution.objects.filter(code__in=codes)}

    @cached_property
    def linked(self) -> dict[str, int]:
        """The keys of elements of other plans, published or continued, that the document links to, by their uids."""
        links: list[ElementLink] = [link for one in self.document.elements for link in one.contributes_to]
        links += [one.continues for one in self.document.elements if one.continues]
        uids = {link.uid for link in links if is_uid(link.uid)}
        known = Q(level__plan__editions__isnull=False) | Q(level__plan=self.before and self.before.pk)
        rows = Element.objects.filter(known, uid__in=uids)
        return {str(uid): key for uid, key in rows.values_list("uid", "pk")}

    @cached_property
    def continued_plan(self) -> Plan | None:
        """The plan of this portal that the document continues."""
        if self.before is not None:
            return self.before
        before = self.document.continues
        return Plan.objects.filter(slug=before.slug, editions__isnull=False).first() if before else None

    @cached_property
    def is_here_already(self) -> bool:
        """Whether an element of the document is in this portal."""
        uids = [one.uid for one in self.document.elements if is_uid(one.uid)]
        return any(Element.objects.filter(uid__in=uids[at : at + 500]).exists() for at in range(0, len(uids), 500))


def is_uid(text: str) -> bool:
    """Tell whether a text is an identity as this portal gives it."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
