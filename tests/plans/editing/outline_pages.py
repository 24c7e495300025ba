"""What the tests of the outline editor share: its addresses, the forms of a page, its tree."""

import re

from plans.models import Element, Plan
from tests.forms import FormReader

ROOT = "/lucru/atop-2024/"
SWAP = {"HX-Request": "true"}


def find(code, prefix="os", slug="atop-2024"):
    """Return an element of a real plan."""
    return Element.objects.get(level__plan__slug=slug, level__prefix=prefix, code=code)


def place(row, rest=""):
    """Return the address of an element's page, or of what is done with it."""
    return f"/lucru/{row.level.plan.slug}/elemente/{row.pk}/{rest}"


class Forms(FormReader):
    """Collects all forms of a page, each with its attributes and what a browser would send of it."""

    def __init__(self):
        super().__init__()
        self.all = []

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "form":
            self.all.append((dict(attrs), self.fields))


def forms(response):
    """Return the forms of a page: their attributes and fields."""
    reader = Forms()
    reader.feed(response.content.decode())
    return reader.all


def element_fields(response):
    """Return the fields of the element's form, as a browser would send them."""
    return next(fields for attrs, fields in forms(response) if attrs.get("id") == "element")


def write(client, address, button="save", **changes):
    """Open an element's form, change some fields, press a button."""
    return client.post(address, {**element_fields(client.get(address)), button: "1", **changes})


def tree_lines(response):
    """Return the lines of the tree, in order, as a reader sees them."""
    tree = " ".join(response.content.decode().split()).split('<section class="tree"')[1].split("</section>")[0]
    items = re.split(r"<li[^>]*>", tree)[1:]
    texts = [re.sub(r"<[^>]+>", " ", item.split("<ul")[0].split("<h3")[0]) for item in items]
    return [" ".join(text.split()) for text in texts]


def more(plan: Plan, count: int, prefix="os"):
    """Add so many elements to the plan's level: one half under the first parent, the others under the rest in turn."""
    level = plan.level_set.get(prefix=prefix)
    parents = list(Element.objects.filter(level=level.parent).order_by("position", "pk"))
    rows = [
        Element(level=level, parent=parents[0 if n % 2 else n % len(parents)], code=f"9.{n}", title=f"Obiectivul {n}")
        for n in range(1, count + 1)
    ]
    for n, row in enumerate(rows):
        row.position = 10_000 + n
    return Element.objects.bulk_create(rows)


def order(parent):
    """Return the codes under an element, in order."""
    return list(parent.children.order_by("position", "pk").values_list("code", flat=True))
