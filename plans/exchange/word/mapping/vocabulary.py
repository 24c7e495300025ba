"""The words by which plans name their ranks and their columns; what a level is called for one and for many."""

import re
from dataclasses import dataclass

from portal.text import fold, normalise

# (one, many, „the” one, „the” many): adjectives have one form for each.
WORDS = (
    ("obiectiv", "obiective", "obiectivul", "obiectivele", "obiectivului"),
    ("axă", "axe", "axa", "axele"),
    ("măsură", "măsuri", "măsura", "măsurile", "măsurii"),
    ("acțiune", "acțiuni", "acțiunea", "acțiunile", "acțiunii"),
    ("activitate", "activități", "activitatea", "activitățile", "activității"),
    ("subactivitate", "subactivități", "subactivitatea", "subactivitățile"),
    ("direcție", "direcții", "direcția", "direcțiile"),
    ("domeniu", "domenii", "domeniul", "domeniile"),
    ("prioritate", "priorități", "prioritatea", "prioritățile"),
    ("program", "programe", "programul", "programele"),
    ("proiect", "proiecte", "proiectul", "proiectele", "proiectului"),
    ("reformă", "reforme", "reforma", "reformele", "reformei"),
    ("investiție", "investiții", "investiția", "investițiile", "investiției"),
    ("capitol", "capitole", "capitolul", "capitolele"),
    ("țintă", "ținte", "ținta", "țintele"),
    ("sarcină", "sarcini", "sarcina", "sarcinile"),
    ("strategic", "strategice"),
    ("general", "generale"),
    ("specific", "specifice"),
    ("operațional", "operaționale"),
    ("național", "naționale"),
    ("prioritar", "prioritare"),
    ("prioritară", "prioritare"),
    ("strategică", "strategice"),
    ("local", "locale"),
    ("principal", "principale"),
)
SINGULAR = {fold(form): forms[0] for forms in reversed(WORDS) for form in forms}
PLURAL = {fold(form): forms[1] for forms in WORDS for form in forms}
NOUNS = {fold(form) for forms in WORDS if len(forms) > 2 for form in forms}
NAMING = re.compile(r"(?:denumirea?|titlul?|nume(?:le)?)\s+(?=\S)", re.IGNORECASE)
LINKING = {"de", "/", "și", "sau", "actiune", "dezvoltare", "interventie"}


@dataclass(frozen=True)
class Rank:
    """A rank that plans use: how it is recognised, of which kind it is, its prefix, and how deep it usually stands."""

    pattern: str
    kind: str
    prefix: str
    depth: int


RANKS = (
    Rank(r"obiectiv\w* strategic", "strategic_objective", "obs", 1),
    Rank(r"obiectiv\w* national", "strategic_objective", "on", 1),
    Rank(r"obiectiv\w* general", "general_objective", "og", 2),
    Rank(r"obiectiv\w* specific", "specific_objective", "os", 3),
    Rank(r"obiectiv\w* operational", "other", "oo", 4),
    Rank(r"obiectiv", "general_objective", "ob", 2),
    Rank(r"ax[aăe]", "axis", "ax", 1),
    Rank(r"capitol", "other", "cap", 0),
    Rank(r"domeni", "other", "dom", 1),
    Rank(r"priorit", "other", "prio", 1),
    Rank(r"program", "other", "prg", 1),
    Rank(r"directi\w* de (actiune|interventie|dezvoltare)", "specific_objective", "da", 3),
    Rank(r"masur", "measure", "m", 5),
    Rank(r"proiect", "project", "pr", 5),
    Rank(r"reform", "measure", "ref", 5),
    Rank(r"investiti", "project", "inv", 5),
    Rank(r"subactivit", "action", "sub", 8),
    Rank(r"activit", "action", "act", 6),
    Rank(r"actiun", "action", "ac", 7),
    Rank(r"sarcin", "action", "sar", 7),
)
OTHER = Rank("", "other", "niv", 9)
# What a column is, by what its head says; the first that fits. „propriu” is kept under its own name.
HEADS = (
    (r"^(nr\.?|numar(ul)?)( ?\.?crt\.?| curent)?$|^nr\.? ?crt|^pozitia$|^pct\.?$", "cod"),
    (r"^cod(ul)?( (proiect|masur|actiun|activit)\w*)?$", "cod"),
    (r"^(nivel(ul)?|rang|tip(ul)?( element\w*)?)$", "rang"),
    (r"^(denumire|titlu|enunt)\w*$", "titlu"),
    (r"surs\w* de verificare|mijloace de verificare|^risc|^ipoteze|^buget|^resurs|^cost|^valoare|^sum[ae]", "propriu"),
    (r"\b(de )?incep\w*$|\bdemarar\w*$|\bstart$", "propriu"),
    (r"unitat\w* de masura|^u\.? ?m\.?$|^jalon|^tint[ae]", "propriu"),
    (r"surs\w* de finantare|finantare|^observati|^stadiu|^grup|^beneficiar|^localizare", "propriu"),
    (r"indicator", "indicators"),
    (r"^rezultat|rezultate? (asteptat|scontat|previzionat)|livrabil|^realizari", "expected_result"),
    (r"(termen|data|perioad\w*)\w* (de )?(evaluare|raportare|monitorizare)|periodicitat|frecvent", "evaluation_term"),
    (r"^termen|^perioad|^data|^calendar|^scadent|interval de timp|orizont|^trimestr|^semestr", "completion_term"),
    (r"responsab|^raspund|^parteneri|institutii? (implicat|responsab)|^cine|^executant", "responsible"),
    (r"\bdescriere|^detalii|^explicati", "description"),
)


def find_rank(text: str, *, anywhere: bool = False) -> Rank | None:
    """Return the rank that a text begins with, or names anywhere.

    >>> find_rank("Obiective specifice / Direcţii de acţiune").prefix, find_rank("Bugetul")
    ('os', None)
    """
    text = fold(without_naming(text))
    found = [(match.start(), rank) for rank in RANKS if (match := re.search(rf"\b{rank.pattern}", text))]
    found = [one for one in found if anywhere or one[0] == 0]
    # Of those that begin at the same place the first is the most exact.
    return min(found, key=lambda one: one[0])[1] if found else None


def without_naming(text: str) -> str:
    """Return what a head names, without the words that only say that it does.

    >>> without_naming("Denumirea proiectului"), without_naming("Denumire")
    ('Proiectului', 'Denumire')
    """
    found = NAMING.match(text)
    return text[found.end() : found.end() + 1].upper() + text[found.end() + 1 :] if found else text


def column_role(head: str) -> str:
    """Return what a column with this head usually is; nothing where the words are not known."""
    text = fold(head).strip(" .:")
    return next((role for pattern, role in HEADS if re.search(pattern, text)), "")


def level_names(text: str) -> tuple[str, str]:
    """Return what a level is called, for one and for many, from words that name it in either way.

    >>> level_names("Obiective specifice / Direcţii de acţiune")
    ('Obiectiv specific / Direcție de acțiune', 'Obiective specifice / Direcții de acțiune')
    >>> level_names("Obiectivul strategic"), level_names("Axe de dezvoltare")[0]
    (('Obiectiv strategic', 'Obiective strategice'), 'Axă de dezvoltare')
    """
    names = []
    for forms in (SINGULAR, PLURAL):
        words, is_after = [], False
        for word in re.split(r"([\s/]+)", normalise(without_naming(text))):
            known = "" if is_after else forms.get(fold(word), "")
            words.append(_as_written(word, known) if known else word)
            is_after = fold(word) == "de" or (is_after and not word.strip())
        names.append("".join(words).strip(" .:,")[:120])
    return names[0], names[1]


def naming_phrase(text: str) -> str:
    """Return the words of a heading that name a level: from the word of the rank on, as long as they are known ones.

    >>> naming_phrase("Obiective naţionale prioritare, identificate la nivel naţional")
    'Obiective naționale prioritare'
    >>> naming_phrase("finalizarea/continuarea următoarelor proiecte:")
    'Proiecte'
    """
    words, best = normalise(text).replace("/", " / ").split(), []
    at = 0
    while at < len(words):
        phrase = []
        while at < len(words) and _is_naming(words[at], phrase):
            phrase.append(words[at].strip(",:;."))
            at += 1
            if words[at - 1][-1] in ",:;.":
                break
        while phrase and fold(phrase[-1]) in {"de", "/", "si", "sau"}:
            phrase.pop()
        best = best or phrase
        at += not phrase
    name = " ".join(best)
    return name[:1].upper() + name[1:]


def _is_naming(word: str, phrase: list[str]) -> bool:
    text = fold(word.strip(",:;."))
    if not phrase:
        return text in NOUNS
    return text in SINGULAR or text in LINKING or word == "și"


def _as_written(word: str, known: str) -> str:
    if word.isupper() and len(word) > 1:
        return known.upper()
    return known.capitalize() if word[:1].isupper() else known
