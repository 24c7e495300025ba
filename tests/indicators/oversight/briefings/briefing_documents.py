"""Briefings to print: one adopted, one a draft, both with long tables and a text that looks like markup."""

import dataclasses
import datetime

from indicators.render.briefing import document as b
from plans.document import InstitutionValue

ATOP = InstitutionValue(code="atop-cluj", name="Autoritatea Teritorială de Ordine Publică Cluj", short_name="ATOP Cluj")
HOSTILE = '<img src="https://example.org/x.png"> & <script>alert(1)</script> {{ title }} {% now %} &lt;b&gt;'


def adopted(**fields):
    """An adopted quarterly briefing."""
    return b.BriefingDocument(
        **{
            "version": b.VERSION,
            "kind": b.QUARTERLY,
            "number": "4",
            "adopted_on": datetime.date(2026, 4, 27),
            "title": "Informare trimestrială privind siguranța publică în județul Cluj",
            "body": ATOP,
            "plan": "exemplu-2026",
            "plan_title": "Planul strategic pentru anul 2026 (exemplu)",
            "edition": 2,
            "period_start": datetime.date(2026, 1, 1),
            "period_end": datetime.date(2026, 3, 31),
            "sitting": "Datele au fost examinate în ședința ordinară din 20 aprilie 2026.",
            "known_on": datetime.date(2026, 4, 20),
            "chapters": (
                b.Chapter(
                    key="examined",
                    heading="Ce s-a examinat",
                    body="Autoritatea a examinat planul.\n\nAu fost prezenți 12 membri.\nUn rând nou, în același paragraf.",
                ),
                b.Chapter(key="hostile", heading=f"Titlu {HOSTILE}", body=HOSTILE, tables=(table(HOSTILE),)),
                b.Chapter(key="empty", heading="Fără date", body="", tables=()),
                b.Chapter(key="long", heading="Valori acceptate", body="Tabelul are 60 de rânduri.", tables=(long(),)),
            ),
            **fields,
        }
    )


def draft():
    """The same briefing before it was adopted."""
    return dataclasses.replace(adopted(), number="", adopted_on=None)


def table(text):
    """A small table with a text in each of its parts."""
    return b.BriefingTable(caption=text, headings=(text, "Îndepliniți"), rows=((text, "12"), ("Total", text)))


def long():
    """A table of several pages."""
    rows = tuple(
        (
            f"Indicatorul {number}: timpul mediu de intervenție la sesizările cetățenilor",
            "trimestrul I 2026",
            f"{number},5 minute",
            "cel mult 12 minute",
            "îndeplinit" if number % 2 else "neîndeplinit",
            f"Ținta a fost examinată cu atenție, {number}.",
        )
        for number in range(1, 61)
    )
    headings = ("Indicator", "Perioada", "Valoare", "Țintă", "Apreciere", "Motivare")
    return b.BriefingTable(caption="Valorile acceptate ale perioadei", headings=headings, rows=rows)
