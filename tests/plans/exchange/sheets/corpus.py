"""Files that nobody should be able to hurt the portal with; each is refused in words, and nothing is saved."""

import io
import struct
import zipfile

import openpyxl
import pytest

from tests.plans.exchange import sheet_files
from tests.plans.exchange.sheet_files import HEADINGS, ROW, csv, ods, ods_row, text_row, workbook, xlsx

GOOD = text_row(1, HEADINGS) + text_row(2, ROW)
GOOD_ODS = ods_row(HEADINGS) + ods_row(ROW)
SHEET = f"<sheetData>{GOOD}</sheetData>"
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
HTML = b"<html><table><tr><td>Plan</td></tr></table></html>"
DAMAGED = "Fișierul este deteriorat și nu poate fi citit."
HOSTILE = "Fișierul are o structură neobișnuită, care nu se importă din motive de siguranță: "
DECLARED = f"{HOSTILE}declară un tip de document sau entități XML."
NOT_A_SHEET = "Formatele primite sunt xlsx, ods și csv."
LOCKED = "Fișierul este protejat cu parolă. Salvați-l fără parolă."
UNKNOWN = "Coloane necunoscute: „Culoare”."
MISSING = "Lipsesc coloanele după care se recunosc rândurile: Cod, Sub."


def bomb():
    return xlsx(SHEET, *((f"xl/media/image{number}.bin", bytes(6 * 1024 * 1024)) for number in range(9)))


def encrypted():
    data = bytearray(xlsx(SHEET))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_about_sizes():
    """The directory says that a member is small; it is not."""
    data = bytearray(xlsx(SHEET, ("xl/media/big.bin", bytes(60 * 1024 * 1024))))
    place = data.rindex(b"xl/media/big.bin") - 46
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def twice():
    with pytest.warns(UserWarning, match="Duplicate name"):
        return xlsx(SHEET, ("xl/workbook.xml", "<workbook/>"))


def bzip2():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue()


def merged():
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(ROW)
    book.active.merge_cells("A2:A3")
    return sheet_files.saved(book)


def cells(*values):
    return f"<sheetData>{GOOD}<row r='3'>{''.join(values)}</row></sheetData>"


CORPUS = {
    "zip bomb": ("a.xlsx", bomb, f"{HOSTILE}dezarhivat, depășește 50 MB."),
    "lying sizes": ("a.xlsx", lying_about_sizes, DAMAGED),
    "billion laughs": ("a.xlsx", lambda: xlsx(SHEET, before=LAUGHS), DECLARED),
    "billion laughs in ods": ("a.ods", lambda: ods(GOOD_ODS, before=LAUGHS), DECLARED),
    "laughs in utf-16": (
        "a.xlsx",
        lambda: xlsx(SHEET, ("xl/theme.dat", f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<x/>'.encode("utf-16"))),
        DECLARED,
    ),
    "external entity": ("a.xlsx", lambda: xlsx(SHEET, ("docProps/core.xml", f"{OUTSIDE}<x>&x;</x>")), DECLARED),
    "external entity in ods": ("a.ods", lambda: ods(GOOD_ODS, before=OUTSIDE), DECLARED),
    "20,000 members": (
        "a.xlsx",
        lambda: xlsx(SHEET, *((f"x{n}", b"") for n in range(20_000))),
        f"{HOSTILE}are peste 1.000 de părți.",
    ),
    "a path outside": (
        "a.xlsx",
        lambda: xlsx(SHEET, ("../../etc/cron.d/x", b"")),
        f"{HOSTILE}o parte are un nume nepermis.",
    ),
    "an absolute path": (
        "a.xlsx",
        lambda: xlsx(SHEET, ("/etc/cron.d/x", b"")),
        f"{HOSTILE}o parte are un nume nepermis.",
    ),
    "the same member twice": ("a.xlsx", twice, f"{HOSTILE}aceeași parte apare de două ori."),
    "rare compression": ("a.xlsx", bzip2, f"{HOSTILE}este comprimat altfel decât documentele obișnuite."),
    "encrypted": ("a.xlsx", encrypted, LOCKED),
    "two million elements": (
        "a.xlsx",
        lambda: xlsx("<c/>" * 2_000_001),
        f"{HOSTILE}are prea multe celule sau prea multe niveluri.",
    ),
    "deep elements": (
        "a.xlsx",
        lambda: xlsx("<a>" * 200 + "</a>" * 200),
        f"{HOSTILE}are prea multe celule sau prea multe niveluri.",
    ),
    "a huge attribute": (
        "a.xlsx",
        lambda: xlsx(f"<sheetData x='{'a' * 9_000_000}'>{GOOD}</sheetData>"),
        f"{HOSTILE}are o etichetă sau un comentariu uriaș.",
    ),
    "a huge comment": (
        "a.xlsx",
        lambda: xlsx(f"<!--{'a' * 9_000_000}--><sheetData>{GOOD}</sheetData>"),
        f"{HOSTILE}are o etichetă sau un comentariu uriaș.",
    ),
    "truncated": ("a.xlsx", lambda: xlsx(SHEET)[:-200], DAMAGED),
    "truncated at the start": ("a.xlsx", lambda: xlsx(SHEET)[:60], DAMAGED),
    "a sheet that is not xml": ("a.xlsx", lambda: xlsx("<c>"), DAMAGED),
    "a workbook without a sheet": (
        "a.xlsx",
        lambda: sheet_files.archive([("[Content_Types].xml", "<a/>"), ("_rels/.rels", "<a/>")]),
        DAMAGED,
    ),
    "an old workbook": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "Fișierul este în formatul vechi .xls",
    ),
    "a picture named xlsx": ("a.xlsx", lambda: PNG, "Fișierul se numește .xlsx, dar nu este o foaie de calcul xlsx."),
    "a page named xlsx": ("a.xlsx", lambda: HTML, "Fișierul se numește .xlsx, dar nu este o foaie de calcul xlsx."),
    "an archive named xlsx": (
        "a.xlsx",
        lambda: sheet_files.archive([("a.txt", "a")]),
        "Fișierul se numește .xlsx, dar nu este o foaie",
    ),
    "an xlsx named ods": ("a.ods", lambda: xlsx(SHEET), "Fișierul se numește .ods, dar nu este o foaie de calcul ods."),
    "a picture named csv": ("a.csv", lambda: PNG, "Fișierul se numește .csv, dar nu conține text."),
    "an archive named csv": ("a.csv", lambda: xlsx(SHEET), "Fișierul se numește .csv, dar nu conține text."),
    "a page named csv": ("a.csv", lambda: HTML, "Foaia are numai titlurile coloanelor"),
    "another extension": ("a.exe", lambda: b"MZ", f"Fișierul „a.exe” nu este o foaie de calcul. {NOT_A_SHEET}"),
    "no extension": ("plan", lambda: csv(HEADINGS, ROW), f"Fișierul „plan” nu este o foaie de calcul. {NOT_A_SHEET}"),
    "over 5 MB": ("a.csv", lambda: b"a" * (5 * 1024 * 1024 + 1), "Fișierul are 6 MB, iar limita este de 5 MB."),
    "empty": ("a.csv", lambda: b"", "Fișierul este gol."),
    "only spaces": ("a.csv", lambda: b" \r\n ", "Fișierul este gol."),
    "only blank cells": ("a.csv", lambda: b";;;\r\n;;;", "Foaia este goală"),
    "only headings": (
        "a.xlsx",
        lambda: workbook(HEADINGS),
        "Foaia are numai titlurile coloanelor, niciun rând de importat.",
    ),
    "an empty workbook": ("a.xlsx", lambda: workbook(), "Foaia este goală"),
    "unknown column": ("a.xlsx", lambda: workbook([*HEADINGS, "Culoare"], [*ROW, "roșu"]), UNKNOWN),
    "the inner column": ("a.xlsx", lambda: workbook([*HEADINGS, "#"], [*ROW, 7]), "Coloane necunoscute: „#”."),
    "missing columns": ("a.xlsx", lambda: workbook(["Plan", "Nivel", "Poziție"], ["atop-2024", "og", 10]), MISSING),
    "a heading twice": (
        "a.xlsx",
        lambda: workbook([*HEADINGS, "titlu"], [*ROW, "b"]),
        "coloanele F și G au același titlu: „titlu”.",
    ),
    "data without a heading": (
        "a.xlsx",
        lambda: workbook(HEADINGS, [*ROW, "b"]),
        "Rândul 2 are date în coloana G, care nu are titlu.",
    ),
    "merged cells": ("a.xlsx", merged, "Foaia are celule îmbinate (A2:A3)."),
    "merged cells in ods": (
        "a.ods",
        lambda: ods(GOOD_ODS.replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"', 1)),
        "foaia are celule îmbinate",
    ),
    "a formula without a value": (
        "a.xlsx",
        lambda: xlsx(cells("<c><f>1+1</f></c>")),
        "formula nu are o valoare calculată",
    ),
    "an error": ("a.xlsx", lambda: xlsx(cells('<c t="e"><v>#REF!</v></c>')), "celula conține eroarea #REF!"),
    "a number without end": (
        "a.xlsx",
        lambda: xlsx(cells("<c><v>1e999</v></c>")),
        "valoarea „1e999” nu poate fi citită",
    ),
    "a missing string": ("a.xlsx", lambda: xlsx(cells('<c t="s"><v>9</v></c>')), "valoarea „9” nu poate fi citită"),
    "a place that is no place": ("a.xlsx", lambda: xlsx(cells('<c r="ZZZZ1"><v>9</v></c>')), DAMAGED),
    "a cell far to the right": (
        "a.xlsx",
        lambda: xlsx(cells('<c r="XFD3"><v>9</v></c>')),
        "dincolo de coloana a o suta (CV).",
    ),
    "repeats without end": (
        "a.ods",
        lambda: ods(
            GOOD_ODS
            + ods_row(ROW).replace("<table:table-row", '<table:table-row table:number-rows-repeated="900000000"')
        ),
        "Foaia are mai mult de 2.000 de rânduri.",
    ),
    "wide repeats without end": (
        "a.ods",
        lambda: ods(
            GOOD_ODS.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="900000000"', 1)
        ),
        "dincolo de coloana a o suta",
    ),
    "a long cell": (
        "a.csv",
        lambda: csv(HEADINGS, [*ROW[:5], "a" * 20_001]),
        "Rândul 2, coloana F: textul depășește 20.000 de caractere.",
    ),
    "a very long cell": (
        "a.csv",
        lambda: csv(HEADINGS, [*ROW[:5], "a" * 200_000]),
        "Fișierul CSV nu poate fi citit la linia 2",
    ),
    "2,001 rows": ("a.csv", lambda: csv(HEADINGS, *[ROW] * 2_001), "Foaia are mai mult de 2.000 de rânduri."),
    "much text from few bytes": (
        "a.xlsx",
        lambda: xlsx(
            f"<sheetData>{GOOD}" + '<row><c t="s"><v>0</v></c></row>' * 1_100 + "</sheetData>",
            strings=f"<si><t>{'a' * 19_000}</t></si>",
        ),
        "Foaia are prea mult text.",
    ),
    "nul": ("a.csv", lambda: csv(HEADINGS, [*ROW[:5], "a\0b"]), "Fișierul se numește .csv, dar nu conține text."),
    "nul written by Excel": (
        "a.xlsx",
        lambda: xlsx(cells('<c t="str"><v>a_x0000_b</v></c>')),
        "caracter nepermis (U+0000)",
    ),
    "a lone surrogate": ("a.xlsx", lambda: xlsx(cells('<c t="str"><v>_xD800_</v></c>')), "caracter nepermis (U+D800)"),
    "a bell": (
        "a.csv",
        lambda: csv(HEADINGS, [*ROW[:5], "a\x07"]),
        "Rândul 2, coloana F: textul conține un caracter nepermis (U+0007).",
    ),
    "another encoding": (
        "a.csv",
        lambda: "Plan;Poziție".encode("cp1250", "replace") + b"\xfe",
        "Fișierul CSV nu este în codarea UTF-8.",
    ),
    "open quotes": ("a.csv", lambda: csv(HEADINGS) + b'\r\n"atop-2024;og', "ghilimelele nu se închid"),
    "a lone carriage return": ("a.csv", lambda: b"Plan;Nivel\ra;b\r\nc;d\re", "Lipsesc coloanele"),
}
