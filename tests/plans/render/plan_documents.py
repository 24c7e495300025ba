"""Documents to print: the real plans with a fixed date, and plans of other shapes."""

import datetime
from dataclasses import replace
from functools import cache

from plans import document as d
from plans.editions import composition
from plans.render.pdf import plan_pdf
from tests.printed import Printed

MOMENT = datetime.datetime(2026, 11, 21, 22, 30, tzinfo=datetime.UTC)
MONEY = d.ColumnValue(field="buget", label="Buget", type="money", unit="mii lei")
OWNER = d.InstitutionValue(code="cj", name="Consiliul Județean Cluj", short_name="CJ Cluj")


def composed(plan):
    """The plan as its edition 3 would publish it."""
    return composition.compose(plan, number=3, published_at=MOMENT, note="Termene noi la măsurile 1.4 și 1.9.")


def printed(document):
    """The PDF of a document, read."""
    return Printed(content(d.to_json(document)))


@cache
def content(text):
    """The bytes of the PDF of a canonical text; each is made once in a run."""
    checksum = d.checksum_of(text)
    return plan_pdf.render(d.from_json(text, checksum=checksum), text=text, checksum=checksum)


def plan(**fields):
    """A plan with nothing in it but what is given."""
    return d.Document(
        **{
            "version": d.VERSION,
            "edition": d.EditionMark(number=1, published_at=MOMENT, note=""),
            "slug": "integritate-2026",
            "short_title": "Planul de integritate 2026",
            "title": "Planul de integritate",
            "subtitle": "",
            "letterhead": "",
            "owner": OWNER,
            "reviewer": None,
            "period_start": datetime.date(2026, 1, 1),
            "period_end": datetime.date(2027, 6, 30),
            **fields,
        }
    )


def levels(*names, columns=()):
    """Levels one under the other, from (prefix, singular, plural); the columns are those of the last."""
    found = []
    for prefix, name, plural in names:
        found.append(
            d.LevelValue(
                prefix=prefix,
                parent=found[-1].prefix if found else None,
                kind="other",
                name=name,
                name_plural=plural,
                code_format="{code}.",
                columns=tuple(d.ColumnValue(field=field, label=label) for field, label in columns)
                if prefix == names[-1][0]
                else (),
            )
        )
    return tuple(found)


def element(prefix, code, parent=None, **fields):
    """An element under another, given as the address of that one."""
    address = f"{prefix}-{code}"
    return d.ElementValue(
        uid=address,
        level=prefix,
        parent=parent,
        code=code,
        printed_code=f"{code}.",
        address=address,
        **{"title": f"Întărirea integrității, a transparenței și a răspunderii instituționale ({code})", **fields},
    )


def tree(levels, counts, **leaf):
    """Elements of every level, `counts` under each; the fields of the last level are given."""
    found = []

    def grow(parent, code, depth):
        fields = leaf if depth == len(levels) - 1 else {}
        found.append(element(levels[depth].prefix, code, parent, **fields))
        for number in range(1, counts[depth + 1] + 1 if depth + 1 < len(levels) else 1):
            grow(f"{levels[depth].prefix}-{code}", f"{code}.{number}", depth + 1)

    for number in range(1, counts[0] + 1):
        grow(None, str(number), 0)
    return tuple(found)


def with_money(*sums, columns=(MONEY,), above=()):
    """A plan of objectives, each with measures that have these sums in its columns of money."""
    objectives, measures = levels(("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
    found = []
    for number, row in enumerate(sums, start=1):
        found.append(element("o", str(number)))
        for place, text in enumerate(row, start=1):
            code = f"{number}.{place}"
            found.append(element("m", code, f"o-{number}", extra={"buget": text} if text else {}))
    ranks = (replace(objectives, columns=above), replace(measures, columns=columns))
    sections = (d.SectionValue(block="elements", level="o"),)
    return plan(levels=ranks, elements=tuple(found), sections=sections)
