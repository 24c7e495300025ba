"""The names that many plans give to their levels and columns, which the portal knows in English.

Any other name is a plan's own and stays as it is printed.
"""

from django.utils.translation import gettext, gettext_noop

from portal.own_words import own_words

KNOWN_NAMES = frozenset(
    {
        gettext_noop("Acțiune"),
        gettext_noop("Acțiuni"),
        gettext_noop("Activitate"),
        gettext_noop("Activități"),
        gettext_noop("Axă de dezvoltare"),
        gettext_noop("Axe de dezvoltare"),
        gettext_noop("Buget"),
        gettext_noop("Indicatori"),
        gettext_noop("Indicatori de evaluare"),
        gettext_noop("Indicatori de performanță"),
        gettext_noop("Măsură"),
        gettext_noop("Măsuri"),
        gettext_noop("Obiectiv"),
        gettext_noop("Obiective"),
        gettext_noop("Obiectiv general"),
        gettext_noop("Obiective generale"),
        gettext_noop("Obiectiv național prioritar"),
        gettext_noop("Obiective naționale prioritare"),
        gettext_noop("Obiectiv specific"),
        gettext_noop("Obiective specifice"),
        gettext_noop("Obiectiv specific / Direcție de acțiune"),
        gettext_noop("Obiective specifice / Direcții de acțiune"),
        gettext_noop("Obiectiv strategic"),
        gettext_noop("Obiective strategice"),
        gettext_noop("Program"),
        gettext_noop("Programe"),
        gettext_noop("Proiect"),
        gettext_noop("Proiecte"),
        gettext_noop("Responsabil"),
        gettext_noop("Responsabili"),
        gettext_noop("Rezultat așteptat"),
        gettext_noop("Rezultate"),
        gettext_noop("Rezultate așteptate"),
        gettext_noop("Termen"),
        gettext_noop("Termen de evaluare"),
        gettext_noop("Termen de finalizare"),
    }
)


def known_name(name: str) -> str:
    """Return the name of a level or a column in the language that is written now, else as the plan's own word."""
    return gettext(name) if name in KNOWN_NAMES else own_words(name)
