"""The evidence of the example: a small table, a small PDF, a link to an address that belongs to nobody."""

import hashlib
import io
from functools import cache

from django.core.files.base import ContentFile

from indicators.models import Evidence, Recommendation, Report
from portal.romanian import long_date

LINK = "https://example.org/exemplu/raport"


def add(row: Report | Recommendation, kinds, *, by) -> None:
    """Lay evidence beside a report or an answer."""
    owner = {"report": row} if isinstance(row, Report) else {"recommendation": row}
    for kind in kinds:
        if kind == "link":
            Evidence.objects.create(
                title="Raportul trimestrial (adresă inventată)", url=LINK, is_public=True, added_by=by, **owner
            )
            continue
        text = pdf() if kind == "pdf" else table(row)
        proof = Evidence(
            title="Sinteza datelor" if kind == "pdf" else "Lista pe unități, pentru uz intern",
            name=f"exemplu.{kind}",
            size=len(text),
            checksum=hashlib.sha256(text).hexdigest(),
            is_public=kind == "pdf",
            added_by=by,
            **owner,
        )
        proof.file.save(proof.name, ContentFile(text), save=False)
        proof.save()


def table(row: Report) -> bytes:
    """Return a table that says it is invented."""
    period = f"{long_date(row.period_start)} – {long_date(row.period_end)}"
    return f"Unitatea;Perioada;Valoarea\r\nUnitate inventată;{period};{row.value or ''}\r\n".encode("utf-8-sig")


@cache
def pdf() -> bytes:
    """Return a page that says it is invented."""
    import weasyprint

    made = io.BytesIO()
    page = (
        "<html lang='ro'><title>Exemplu</title><h1>Sinteza datelor</h1><p>Dovadă inventată, numai pentru exemplu.</p>"
    )
    weasyprint.HTML(string=page).write_pdf(made)
    return made.getvalue()
