"""The chapters of a briefing: what each says, and which tables it shows."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping

from indicators.oversight.drafting import tables, words
from indicators.oversight.drafting.material import BriefingMaterial, period_phrase
from indicators.progress.indicator_status import IndicatorStatus, counts_by_element
from indicators.progress.report_values import RecommendationValue, SittingValue
from indicators.render.briefing.document import QUARTERLY, YEARLY, Chapter
from plans.document import Document
from portal.romanian import count, long_date

LAW = (
    "Legea nr. 218/2002 privind organizarea și funcționarea Poliției Române, republicată, cu modificările și "
    "completările ulterioare"
)
VERDICTS = (
    "Aprecierea este cea dată la acceptarea fiecărei raportări, față de ținta de atunci; stadiul indicatorilor este în "
    "capitolul 2."
)
SITTING_KINDS = {"ordinary": "ordinară", "extraordinary": "extraordinară"}


def draft_chapters(
    document: Document,
    standings: Mapping[str, IndicatorStatus],
    recommendations: Iterable[RecommendationValue],
    sitting: SittingValue | None,
    *,
    kind: str,
    period_start: datetime.date,
    period_end: datetime.date,
    today: datetime.date,
) -> tuple[Chapter, ...]:
    """Return the chapters; a part with nothing to tell says so in a sentence."""
    material = BriefingMaterial(
        document=document, standings=standings, recommendations=tuple(recommendations), sitting=sitting, kind=kind,
        period_start=period_start, period_end=period_end, today=today,
    )  # fmt: skip
    only_yearly = (_objectives, _targets) if kind == YEARLY else ()
    parts = (
        _examination,
        _reporting,
        *only_yearly[:1],
        _values,
        *only_yearly[1:],
        _missing,
        _recommendations,
        _conclusions,
    )
    return tuple(part(material) for part in parts)


def redraft_tables(chapters: Iterable[Chapter], fresh: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return the chapters with the tables of a fresh draft, every heading and text as people left it."""
    by_key = {chapter.key: chapter for chapter in fresh}
    return tuple(
        dataclasses.replace(chapter, tables=by_key[chapter.key].tables) if chapter.key in by_key else chapter
        for chapter in chapters
    )


def briefing_title(kind: str, period_start: datetime.date, period_end: datetime.date) -> str:
    """Return the title that the law suggests for a kind of document, with its period."""
    names = {
        QUARTERLY: "Informare asupra nivelului de asigurare a securității și siguranței civice a comunității",
        YEARLY: "Raport asupra eficienței activității unităților de poliție",
    }
    return f"{names[kind]} în {period_phrase(period_start, period_end)}"


def sitting_sentence(sitting: SittingValue) -> str:
    """Return in which sitting the data were examined, as a sentence."""
    kind = SITTING_KINDS.get(sitting.kind, sitting.kind)
    hour = f", ora {sitting.hour:%H:%M}" if sitting.hour else ""
    day = f"{long_date(sitting.held_on)}{hour}"
    return f"Datele au fost examinate în ședința {kind} a {sitting.body.short_name} din {day}."


def _examination(material: BriefingMaterial) -> Chapter:
    document, sitting = material.document, material.sitting
    body = sitting.body if sitting else document.reviewer or document.owner
    begins = {
        QUARTERLY: f"În temeiul art. 18 lit. e) din {LAW}, {body.name} prezintă consiliului județean informarea asupra "
        f"nivelului de asigurare a securității și siguranței civice a comunității în {material.period}.",
        YEARLY: f"În temeiul art. 18 lit. f) din {LAW}, {body.name} a întocmit raportul asupra eficienței activității "
        f"unităților de poliție în {material.period}, care se dă publicității.",
    }
    edition, published = document.edition, long_date(document.edition.published_at)
    first = f"publicată pe portal după aceea, la {published}"
    when = f"publicată la {published}" if edition.published_at.date() <= material.today else first
    examined = (
        f"S-a examinat îndeplinirea planului „{document.short_title}”, ediția {edition.number}, {when}, după "
        f"raportările acceptate până la {long_date(material.today)}."
    )
    paragraphs = [begins[material.kind], examined, _open_period(material), *_sitting(sitting)]
    return Chapter(key="examined", heading="Obiectul examinării", body=_body(*paragraphs))


def _open_period(material: BriefingMaterial) -> str:
    """Return that the period is not over on the day whose knowledge is told, as a sentence."""
    if material.period_end <= material.today:
        return ""
    ends, known = long_date(material.period_end), long_date(material.today)
    return f"Perioada se încheie la {ends}: documentul spune ce se știa la {known}."


def _sitting(sitting: SittingValue | None) -> list[str]:
    if sitting is None:
        return ["Datele nu au fost încă examinate într-o ședință."]
    members = sitting.members_present
    present = "Membrii prezenți nu au fost consemnați."
    if members:
        verb = "A fost prezent" if len(members) == 1 else "Au fost prezenți"
        present = f"{verb} {count(len(members), 'membru', 'membri')}: {'; '.join(members)}."
    return [f"{sitting_sentence(sitting)} {present}", sitting.agenda and f"Ordinea de zi:\n{sitting.agenda}"]


def _reporting(material: BriefingMaterial) -> Chapter:
    records = [record for _, record in tables.period_reports(material)]
    reported = words.reports_sentence(records, material.period, material.today)
    totals = counts_by_element(material.document, material.standings)
    if not material.document.indicators:
        return Chapter(key="reporting", heading="Stadiul raportării", body="Planul nu are indicatori.")
    stand = f"În {material.period}, planul are {words.statuses_sentence(totals.get(None, {}))}."
    return Chapter(
        key="reporting",
        heading="Stadiul raportării",
        body=_body(reported, stand),
        tables=(tables.counts_table(material, totals),),
    )


def _objectives(material: BriefingMaterial) -> Chapter:
    found = tables.judged_tables(material)
    body = (
        "Pentru fiecare indicator se arată stadiul, cine l-a stabilit și calculul pe care se sprijină."
        if found
        else "Planul nu are indicatori de apreciat."
    )
    return Chapter(key="objectives", heading="Aprecieri pe obiective", body=body, tables=found)


def _values(material: BriefingMaterial) -> Chapter:
    table = tables.values_table(material)
    if not table.rows:
        body = "În perioada examinată nu a fost acceptată nicio valoare."
    else:
        verb = "a fost acceptată" if len(table.rows) == 1 else "au fost acceptate"
        body = f"Pentru {material.period} {verb} {count(len(table.rows), 'raportare', 'raportări')}. {VERDICTS}"
    return Chapter(key="values", heading="Valorile acceptate", body=body, tables=_nonempty(table))


def _targets(material: BriefingMaterial) -> Chapter:
    table = tables.targets_table(material)
    if not table.rows:
        body = "În perioada examinată nu s-a schimbat nicio țintă."
    else:
        verb = "s-a schimbat" if len(table.rows) == 1 else "s-au schimbat"
        body = f"În perioada examinată {verb} {count(len(table.rows), 'țintă', 'ținte')}."
    return Chapter(key="targets", heading="Ținte schimbate", body=body, tables=_nonempty(table))


def _missing(material: BriefingMaterial) -> Chapter:
    late = tables.late_by_institution(material)
    body = f"La {long_date(material.today)} nu există raportări întârziate."
    if late:
        begins = f"La {long_date(material.today)} termenul a trecut, iar raportarea nu a fost trimisă:"
        body = "\n".join([begins, *(f"– {words.late_sentence(name, days)};" for name, days in late.items())])[:-1] + "."
    return Chapter(
        key="missing", heading="Raportări întârziate", body=body, tables=_nonempty(tables.missing_table(material))
    )


def _recommendations(material: BriefingMaterial) -> Chapter:
    rows = tables.period_recommendations(material)
    return Chapter(
        key="recommendations",
        heading="Recomandări",
        body=words.recommendations_sentence(rows, material.period, material.period_start, material.period_end),
        tables=_nonempty(tables.recommendations_table(material, rows)),
    )


def _conclusions(material: BriefingMaterial) -> Chapter:
    conclusions = material.sitting.conclusions if material.sitting else ""
    return Chapter(
        key="conclusions", heading="Concluzii", body=conclusions or "Concluziile nu au fost încă consemnate."
    )


def _body(*paragraphs: str) -> str:
    return "\n\n".join(text for text in paragraphs if text)


def _nonempty(table) -> tuple:
    return (table,) if table.rows else ()
