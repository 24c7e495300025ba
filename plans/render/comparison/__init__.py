"""What changed between two documents, as a page in the reading order of the new one."""

from django.template.loader import render_to_string

from plans.document import Document, EditionMark
from plans.document.comparison import compare
from plans.render.comparison.blocks import ComparisonRenderer
from plans.render.comparison.summary import summary


def comparison_page(old: Document, new: Document, marks: list[EditionMark]) -> str:
    """Return the public page of what changed between two editions; `marks` are the editions after the old one."""
    return render_to_string(
        "plans/render/comparison/comparison.html",
        {"old": old, "new": new, "document": new, "marks": marks, **comparison_context(old, new)},
    )


def comparison_context(old: Document, new: Document, *, new_root: str = "") -> dict:
    """Return what a template needs to tell the changes; `new_root` is the page of the new one's elements."""
    found = compare(old, new)
    telling = ComparisonRenderer(found, edition_root(old), new_root or edition_root(new))
    return {"comparison": found, "summary": summary(found), "blocks": telling.blocks()}


def edition_root(document: Document) -> str:
    """Return the address of the frozen page of a document's edition."""
    return f"/planuri/{document.slug}/editii/{document.edition.number}/"
