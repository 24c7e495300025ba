"""Files to give as evidence: honest ones as other programs write them, and those that nobody should keep."""

import io
import struct
import zipfile
import zlib

import openpyxl
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.text import P
from PIL import Image

MINIMAL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def saved(thing, *arguments, **options):
    """The bytes that a document's own library writes."""
    stream = io.BytesIO()
    thing.save(stream, *arguments, **options)
    return stream.getvalue()


def docx():
    document = Document()
    document.add_paragraph("Situația polițiștilor instruiți")
    return saved(document)


def xlsx():
    book = openpyxl.Workbook()
    book.active.append(["Polițiști", 78])
    return saved(book)


def odt():
    document = OpenDocumentText()
    document.text.addElement(P(text="Proces-verbal"))
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def ods():
    stream = io.BytesIO()
    OpenDocumentSpreadsheet().write(stream)
    return stream.getvalue()


def picture(kind):
    return saved(Image.new("RGB", (40, 30), "navy"), kind)


def honest():
    """A file of each kind that is kept, by its name."""
    return {
        "Raport anual.pdf": MINIMAL_PDF,
        "situație.docx": docx(),
        "tabel.xlsx": xlsx(),
        "proces-verbal.odt": odt(),
        "tabel.ods": ods(),
        "date.csv": "Județ;Valoare\nCluj;78,28\n".encode("utf-8-sig"),
        "date vechi.csv": "Judeţ;Poliţişti\n".encode("cp1250"),
        "note.txt": "Întâlnire cu cetățenii: 12 persoane.\n".encode(),
        "captură.png": picture("PNG"),
        "fotografie.jpg": picture("JPEG"),
        "fotografie.JPEG": picture("JPEG"),
        "HCJ nr.77.2019.pdf": MINIMAL_PDF,
    }


def repacked(data, *, extra=(), replaced=None):
    """An archive with more parts, or with other content in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, (replaced or {}).get(info.filename, lambda same: same)(content))
        for name, content in extra:
            new.writestr(name, content)
    return stream.getvalue()


def with_comment(png, text):
    """A PNG, right in every part, that carries a text."""
    part = b"tEXt" + b"Comment\x00" + text
    chunk = struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
    return png[:33] + chunk + png[33:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"
KIND = "Se primesc fișiere pdf, docx, xlsx, odt, ods, csv, txt, png și jpg."
OTHER = "dar conținutul lui este altceva."
MACROS = "Documentul cuprinde macrocomenzi sau programe. Salvați-l fără ele."
TWO = "Numele fișierului are două extensii."


def refused():
    """Files that are not kept, each with its name and with what the person is told."""
    word, png = docx(), picture("PNG")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "a program": ("program.exe", b"MZ\x90\x00", f"Fișierele .exe nu se primesc. {KIND}"),
        "a program called a document": ("program.pdf", b"MZ\x90\x00", OTHER),
        "a program called a text": ("program.txt", b"MZ\x90\x00\x03", OTHER),
        "a script called a text": ("rulare.txt", b"#!/bin/sh\nrm -rf /\n", OTHER),
        "a drawing": ("desen.svg", SVG, f"Fișierele .svg nu se primesc. {KIND}"),
        "a drawing called a picture": ("desen.png", SVG, OTHER),
        "a drawing called a text": ("desen.txt", SVG, OTHER),
        "a page": ("pagina.html", PAGE, f"Fișierele .html nu se primesc. {KIND}"),
        "a page called a table": ("pagina.csv", b"\n " + PAGE, OTHER),
        "a page that begins as a picture": ("poza.png", png[:8] + PAGE, OTHER),
        "a picture followed by a page": ("poza.png", png + PAGE, OTHER),
        "a picture that carries a page": ("poza.png", with_comment(png, PAGE), OTHER),
        "a photograph that carries a page": ("poza.jpg", picture("JPEG") + PAGE, OTHER),
        "half of a picture": ("poza.png", png[: len(png) // 2], OTHER),
        "a picture of another kind": ("poza.jpg", png, OTHER),
        "a document with macros": ("raport.docm", word, "Documentele cu macrocomenzi nu se primesc."),
        "a sheet with macros": ("tabel.xlsm", xlsx(), "Documentele cu macrocomenzi nu se primesc."),
        "hidden macros": ("raport.docx", repacked(word, extra=[("word/vbaProject.bin", b"x")]), MACROS),
        "macros under another name": (
            "raport.docx",
            repacked(word, replaced={"[Content_Types].xml": lambda said: said.replace(plain, MACRO_TYPE)}),
            MACROS,
        ),
        "macros of LibreOffice": ("act.odt", repacked(odt(), extra=[("Basic/Standard/Module1.xml", b"x")]), MACROS),
        "a program inside a document": ("raport.docx", repacked(word, extra=[("word/embeddings/a.exe", b"x")]), MACROS),
        "a sheet called a document": ("raport.docx", xlsx(), OTHER),
        "a text called a sheet": ("tabel.ods", odt(), OTHER),
        "any archive called a document": ("raport.docx", archive(), OTHER),
        "a page before an archive": ("raport.docx", PAGE + word, OTHER),
        "half of a document": ("raport.docx", word[: len(word) // 2], "Fișierul este deteriorat"),
        "an old document": ("raport.doc", b"x", "Formatul vechi .doc nu se primește. Salvați fișierul ca .docx"),
        "a locked document": (
            "raport.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "Fișierul este protejat cu parolă",
        ),
        "two extensions": ("factura.exe.pdf", MINIMAL_PDF, TWO),
        "a page with two extensions": ("pagina.html.txt", b"text", TWO),
        "letters turned around": ("raport\u202efdp.exe", b"MZ", f"Fișierele .exe nu se primesc. {KIND}"),
        "no extension": ("raport", MINIMAL_PDF, f"Fișierul nu are extensie. {KIND}"),
        "nothing in it": ("gol.pdf", b"", "Fișierul este gol."),
        "only spaces": ("gol.txt", b" \n\n ", "Fișierul este gol."),
        "text that is not text": ("date.csv", b"a;b\x00c", OTHER),
        "too much": ("mare.pdf", b"%PDF-" + bytes(20 * 1024 * 1024), "Fișierul are 21 MB, iar limita este de 20 MB."),
    }


def archive():
    """An archive that is no document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("orice.txt", "orice")
    return stream.getvalue()
