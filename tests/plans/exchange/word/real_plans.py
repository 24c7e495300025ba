"""The two real plans as Word files again: the originals' texts, cells, merges and column numbers, through LibreOffice."""

import html
from pathlib import Path

from tests.office import convert

SOURCES = Path(__file__).parents[3] / "sources"
HEADINGS = (
    "Obiective naţionale prioritare, identificate",
    "Obiectivele şi priorităţile de interes local",
    "Indicatorii de performanţă minimali pentru",
    "stabiliţi pentru anul 2024",
)


def page_of(name: str, columns: int, *, merged: bool) -> str:
    """The source as a page: a table whose first column is merged down over its empty cells, or keeps them empty."""
    before, cells, after = parts(name)
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    body = [*blocks(before), '<table border="1">']
    for at, row in enumerate(rows):
        body.append("<tr>")
        for column, text in enumerate(row):
            below = next((n for n, other in enumerate(rows[at + 1 :], 1) if other[0].strip()), len(rows) - at)
            if merged and column == 0 and text.strip() and below > 1:
                body.append(f'<td rowspan="{below}">{paragraphs(text)}</td>')
            elif not (merged and column == 0 and not text.strip()):
                body.append(f"<td>{paragraphs(text)}</td>")
        body.append("</tr>")
    return "".join(["<html><meta charset='utf-8'><body>", *body, "</table>", *blocks(after), "</body></html>"])


def parts(name: str) -> tuple[list[str], list[str], list[str]]:
    """The lines before the table, the cells, the lines after it."""
    lines = (SOURCES / name).read_text(encoding="utf-8").split("\n")
    tabbed = [at for at, line in enumerate(lines) if line.startswith("\t")]
    first, last = tabbed[0], tabbed[-1]
    cells: list[str] = []
    for line in lines[first : last + 1]:
        if line.startswith("\t"):
            cells.append(line[1:])
        else:
            cells[-1] += f"\n{line}"
    return lines[:first], cells, lines[last + 1 :]


def paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def blocks(lines: list[str]):
    """Paragraphs, lists of bullets, headings in bold."""
    for line in lines:
        if line.startswith("· "):
            yield f"<ul><li>{escape(line[2:])}</li></ul>"
        elif line.strip().startswith(HEADINGS):
            yield f"<p><b>{escape(line)}</b></p>"
        else:
            yield f"<p>{escape(line)}</p>"


def escape(text: str) -> str:
    return html.escape(text).replace("  ", "&nbsp; ")


def word_files(folder: Path, pages: dict[str, str]) -> dict[str, bytes]:
    """Pages as LibreOffice writes them for Word, all in one run."""
    sources = [folder / f"{name}.html" for name in pages]
    for source, page in zip(sources, pages.values(), strict=True):
        source.write_text(page, encoding="utf-8")
    made = convert("docx:MS Word 2007 XML", folder, *sources, reading="HTML (StarWriter)", seconds=60)
    return {name: (made / f"{name}.docx").read_bytes() for name in pages}
