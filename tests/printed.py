"""What a test reads in a PDF: its pages, its tags in the order of a screen reader, its tables, fonts and files."""

import io
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

PAIR = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>")


@dataclass
class Tag:
    """A tag of the structure tree, with what is in it: tags and texts."""

    name: str
    inside: list = field(default_factory=list)

    def all(self, name):
        """The tags of one name under this one, in order."""
        found = []
        for one in self.inside:
            if isinstance(one, Tag):
                found += ([one] if one.name == name else []) + one.all(name)
        return found

    @property
    def text(self):
        return "".join(one.text if isinstance(one, Tag) else one for one in self.inside)


class Printed:
    """A PDF read with tools that share no code with what made it."""

    def __init__(self, content):
        self.content = content
        self.pdf = pikepdf.open(io.BytesIO(content))

    def text(self, *options):
        """What pdftotext copies out."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(self.content)
            file.flush()
            done = subprocess.run(["pdftotext", *options, file.name, "-"], capture_output=True, check=True)
        return done.stdout.decode()

    @cached_property
    def pages(self):
        """The text of each page, cell by cell, in the order it is drawn."""
        return self.text("-raw").split("\f")[:-1]

    @property
    def shapes(self):
        """The shape of each page."""
        sizes = [[float(side) for side in page.mediabox] for page in self.pdf.pages]
        return ["landscape" if width > height else "upright" for _, _, width, height in sizes]

    @cached_property
    def tree(self):
        """The structure tree; what is no content (running heads, rules) is not in it."""
        marked = {page.obj.objgen: marked_texts(page) for page in self.pdf.pages}

        def build(element):
            tag = Tag(str(element.S)[1:])
            texts = marked[element.Pg.objgen] if "/Pg" in element else {}
            for kid in element.get("/K", pikepdf.Array()):
                if isinstance(kid, int):
                    tag.inside.append(texts[kid])
                elif "/S" in kid:
                    tag.inside.append(build(kid))
            return tag

        return build(self.pdf.Root.StructTreeRoot.K[0])

    @property
    def read(self):
        """All the text that a screen reader reads, without spaces: a line may break where there is none."""
        return packed(self.tree.text)

    @property
    def tables(self):
        """Each table, a page's part of it at a time: its rows, each a list of the texts of its cells."""
        return [
            [[packed(cell.text) for cell in row.inside] for row in table.all("TR")] for table in self.tree.all("Table")
        ]

    @property
    def fonts(self):
        """The names of the fonts, without the mark of a subset."""
        found = set()
        for page in self.pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                found.add(str(font.BaseFont).partition("+")[2])
        return found

    @property
    def files(self):
        """The attached files: name, relationship, dates and content."""
        found = []
        for name, file in self.pdf.attachments.items():
            stored = file.get_file()
            dates = (stored.creation_date, stored.mod_date)
            found.append((name, str(file.obj.AFRelationship), dates, stored.read_bytes()))
        return found


def marked_texts(page):
    """Return the text of each marked part of a page, by its number, as the fonts' own tables spell it."""
    letters = {name: spelling(font) for name, font in page.resources.get("/Font", {}).items()}
    texts, number, font = {}, None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1].MCID)
                texts[number] = ""
            case "BMC" | "EMC":
                number = None
            case "Tf":
                font = letters[str(operands[0])]
            case "TJ" | "Tj" if number is not None:
                parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                shown = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                texts[number] += "".join(font[shown[at : at + 2]] for at in range(0, len(shown), 2))
    return texts


def spelling(font):
    """Return the letters of each glyph of a font."""
    pairs = PAIR.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def packed(text):
    """Return a text without any space."""
    return "".join(text.split())
