"""Codes as plans print them, told apart from the titles that they stand before."""

import re
from dataclasses import dataclass

from plans.exchange.word.mapping.vocabulary import find_rank
from portal.text import normalise

NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\.[a-z](?![a-z]))?"
ROMAN = r"M{0,2}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"
# „I.1”, „A.1.2”: what stands before the first point is part of the code.
MIXED = rf"(?:(?=[MDCLXVI]){ROMAN}|[A-Z])(?:\.\d{{1,3}})+(?:\.[a-z](?![a-z]))?"
LABEL = r"[^\W\d]{2,}(?: (?:[^\W\d]+))?(?: (?:[^\W\d]+))?"
# „1.2.Dezvoltarea”, „6.7 Colaborarea”, „1) Text”; a bare number before a text is a code only when it has points in it.
NUMERIC = re.compile(rf"({NUMBER})(\s?[.)]|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s))[\s–—-]*(?=\D)(.+)", re.DOTALL)
PREFIXED = re.compile(rf"({MIXED})\s?([.:)–—-]?)\s*(?=\D)(.+)", re.DOTALL)
GLUED = re.compile(rf"([A-Z]{NUMBER})\s?([.:)–—-])\s*(?=\D)(.+)", re.DOTALL)
ROMANS = re.compile(rf"(?=[MDCLXVI])({ROMAN})(\s?[.)]|\s?[–—-])\s*(.+)", re.DOTALL)
LETTERED = re.compile(r"([A-Za-z])(\s?[.)])\s*(.+)", re.DOTALL)
SHORT = re.compile(rf"(O\.?[GSO]\.?|[AMP])\s?({NUMBER})\s?([.:)–—-]*)\s*(.*)", re.DOTALL)
RANKED = re.compile(
    rf"({LABEL})\s+(?:nr\.?\s*)?({MIXED}|{NUMBER}|(?=[MDCLXVI]){ROMAN}\b|[A-Z]\b)\s?([.:)–—-]*)\s*(.*)", re.DOTALL
)
BULLETED = re.compile(r"([•·▪●○◦‣*➢✓\uf0b7\uf0a7-]|–|—)\s*(?=\S)(.+)", re.DOTALL)
CODE_ONLY = re.compile(rf"({MIXED}|{NUMBER}|(?=[MDCLXVI]){ROMAN}|[A-Za-z])\s?[.)]?")


@dataclass(frozen=True)
class CodedText:
    """A title with its code. `label` is the rank printed before the code, `shape` the group of codes it is one of."""

    code: str
    title: str
    label: str = ""
    shape: str = ""
    code_format: str = "{code}."


def split_code(text: str) -> CodedText:
    """Return a text's code and title.

    >>> split_code("1.2.Dezvoltarea capacităţii"), split_code("6.7 Colaborarea cu ONG").code
    (CodedText(code='1.2', title='Dezvoltarea capacității', label='', shape='numar:2', code_format='{code}.'), '6.7')
    >>> split_code("Obiectivul strategic 1: Creșterea").code_format, split_code("IV. Axa").code, split_code("a) T").code
    ('Obiectivul strategic {code}:', 'IV', 'a')
    >>> split_code("10 persoane instruite").code, split_code("2024-2027 este perioada").code
    ('', '')
    """
    text = normalise(text)
    found = RANKED.match(text)
    if found and find_rank(found[1]) and (found[3] or found[4][:1].isupper() or not found[4]):
        return _text_with_rank(*found.groups())
    if found := SHORT.match(text):
        return CodedText(
            found[2], found[4].strip(), found[1], f"rang:{found[1].lower()}", found[1] + " {code}" + found[3]
        )
    if found := NUMERIC.match(text):
        depth = found[1].count(".") + 1
        mark = found[2].strip()
        return CodedText(found[1], found[3].strip(), shape=f"numar:{depth}", code_format="{code}" + (mark or "."))
    if found := PREFIXED.match(text) or GLUED.match(text):
        depth = found[1].count(".") + 1
        return CodedText(found[1], found[3].strip(), shape=f"mixt:{depth}", code_format="{code}" + (found[2] or "."))
    found = ROMANS.match(text)
    # „C.” comes after „B.” far more often than after „XCIX.”.
    if found and found[1] not in ("C", "D", "L", "M"):
        return CodedText(found[1], found[3].strip(), shape="roman", code_format="{code}" + found[2].strip())
    if found := LETTERED.match(text):
        shape = "litera" if found[1].islower() else "majuscula"
        return CodedText(found[1], found[3].strip(), shape=shape, code_format="{code}" + found[2].strip())
    return CodedText("", text)


def split_bullet(text: str) -> str | None:
    """Return what stands after a typed bullet; None for a text without one.

    >>> split_bullet("-continuarea proiectului"), split_bullet("Fără")
    ('continuarea proiectului', None)
    """
    found = BULLETED.match(normalise(text))
    return found[2] if found else None


def bare_code(text: str) -> str:
    """Return the code that stands alone in a cell or before a paragraph, without its final point.

    >>> bare_code("1.2."), bare_code("a)"), bare_code("Cod")
    ('1.2', 'a', '')
    """
    found = CODE_ONLY.fullmatch(normalise(text))
    return found[1] if found else ""


def _text_with_rank(label: str, code: str, mark: str, title: str) -> CodedText:
    rank = find_rank(label)
    return CodedText(code, title.strip(), label, f"rang:{rank.prefix}", f"{label} {{code}}{mark}")
