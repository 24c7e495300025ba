"""The papers of a consultation, as the county posts and archives them: announcement, register, report, minutes."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from plans.document import split_paragraphs
from plans.render.consultation.record import ConsultationRecord, ProposalValue
from plans.render.data_tables import public_address
from portal.romanian import count, long_date

REGISTER_HEADINGS = ("Nr.", "Primită la", "Cum a venit", "Cine propune", "Despre", "Propunerea", "Răspunsul", "Motivul")
FIGURE_HEADINGS = ("Ce se numără", "Câte")
# What art. 13 asks besides, which the institution alone can state.
STATED_BY_INSTITUTION = (
    "Acțiuni în justiție pentru nerespectarea Legii nr. 52/2003",
    "Ședințe care nu au fost publice și motivul",
    "Evaluarea proprie a parteneriatului cu cetățenii și asociațiile lor",
)
WHOLE_PLAN = "tot planul"


@dataclass(frozen=True)
class PaperTable:
    """A table with the widths of its columns, in per cents, and which of them, from 0, hold numbers."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    number_columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class PaperSection:
    """A part of a paper: its heading, its paragraphs, perhaps a table."""

    heading: str
    body: str
    table: PaperTable | None = None

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs of the body."""
        return split_paragraphs(self.body)


@dataclass(frozen=True)
class Paper:
    """A paper of a consultation: its title, the facts under it, its parts."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[PaperSection, ...]
    is_wide: bool = False


def announcement(record: ConsultationRecord) -> Paper:
    """Return the announcement of a draft, with all that art. 7 asks for."""
    debates = [
        f"{long_date(one.at)}, ora {_local(one.at):%H:%M}, {one.place}"
        + (f", la cererea: {one.asked_by}" if one.asked_by else "")
        for one in record.debates
    ]
    sections = [
        PaperSection("De ce este nevoie de plan", record.substantiation),
        PaperSection("Cum se trimit propunerile", record.sending),
        PaperSection(
            "Textul proiectului",
            f"{public_address(record.address)}proiect.pdf\n\n"
            f"Ca date: {public_address(record.address)}proiect.json, cu suma de control SHA-256 {record.checksum}.",
        ),
    ]
    if debates:
        sections.append(PaperSection("Dezbateri publice", "\n\n".join(debates)))
    return Paper("Anunț de consultare publică", _facts(record), tuple(sections))


def register(record: ConsultationRecord) -> Paper:
    """Return the register of proposals, with the answer to each and the reason for what was not taken up."""
    table = PaperTable(
        f"{count(len(record.proposals), 'propunere', 'propuneri')} în registru",
        REGISTER_HEADINGS,
        tuple(register_rows(record)),
        (4, 8, 7, 12, 21, 22, 8, 18),
    )
    return Paper("Registrul propunerilor", _facts(record), (PaperSection("Propunerile", "", table),), is_wide=True)


def register_rows(
    record: ConsultationRecord, *, write_day: Callable[[datetime.date], str] = long_date
) -> Iterable[tuple[str, ...]]:
    """Yield the register line by line, by its headings."""
    for one in record.proposals:
        yield (
            str(one.number),
            write_day(one.received_on),
            one.way_in_words,
            one.author,
            proposal_subject(one),
            one.text or one.note,
            one.decision_in_words,
            one.reason,
        )


def proposal_subject(proposal: ProposalValue) -> str:
    """Return what a public proposal is about."""
    return (proposal.about or WHOLE_PLAN) if proposal.is_admitted else ""


def report(record: ConsultationRecord) -> Paper:
    """Return the report of a consultation: conclusions, figures, and what was not taken up with the reasons."""
    refused = [
        f"Propunerea nr. {one.number} ({one.decision_in_words}): {one.reason}"
        for one in record.proposals
        if one.is_admitted and one.reason
    ]
    sections = (
        PaperSection("Concluzii", record.closing.note if record.closing else ""),
        PaperSection("Cifre", "", figures_table("Legea nr. 52/2003, art. 13", record.figures.lines)),
        PaperSection("Motivele scrise (art. 12)", "\n\n".join(refused) or "Nu este nicio propunere nepreluată."),
    )
    return Paper("Raportul consultării publice", _facts(record), sections)


def minutes(record: ConsultationRecord) -> Paper | None:
    """Return the minutes of the debates that were held; nothing where none was."""
    sections = tuple(
        PaperSection(
            f"{long_date(one.at)}, {one.place}",
            f"{count(one.participants or 0, 'participant', 'participanți')}"
            + (f". La cererea: {one.asked_by}" if one.asked_by else "")
            + f"\n\n{one.minutes}",
        )
        for one in record.held_debates
    )
    return Paper("Minuta dezbaterii publice", _facts(record), sections) if sections else None


def figures_table(caption: str, lines: Iterable[tuple[str, int]]) -> PaperTable:
    """Return figures as a table."""
    rows = tuple((name, str(number)) for name, number in lines)
    return PaperTable(caption, FIGURE_HEADINGS, rows, (80, 20), number_columns=(1,))


def yearly_figures(year: int, lines: Iterable[tuple[str, int]], record: ConsultationRecord) -> Paper:
    """Return the figures of all consultations that an institution opened in a year (art. 13)."""
    table = figures_table(f"Consultările deschise în anul {year}", lines)
    stated = "\n\n".join(f"{name}: se completează de instituție." for name in STATED_BY_INSTITUTION)
    facts = (("Instituția", record.owner.name), ("Anul", str(year)))
    sections = (PaperSection("Cifre", "", table), PaperSection("Ce nu rezultă din consultări", stated))
    return Paper("Transparența decizională: cifrele anului", facts, sections)


def _facts(record: ConsultationRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("Consultarea", f"nr. {record.number}"),
        ("Proiectul", record.title),
        ("Instituția", record.owner.name),
        ("Anunț afișat la", long_date(record.opened_on)),
        ("Propuneri până la", f"{long_date(record.proposals_until)}, inclusiv"),
        ("Spre avizare", f"cel mai devreme la {long_date(record.endorsement_from)}"),
    )


def _local(at: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(at, timezone.get_default_timezone())
