"""Naming people in a discussion: @ and a name, understood when the text is sent.

A name is the whole name, either way round, a first or a last name that only one has, or the account's name; case and
diacritics aside, the longest one that fits. An @ inside a word (an address) or before a space names nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from portal.people import person_name
from portal.text import fold

AT = re.compile(r"(?<![\w@.])@(?=[^\W\d_])")
WORD = re.compile(r"[\w@+’'-]+(?:\.[\w@+’'-]+)*")
MOST_WORDS = 6
# How many people an error tells of.
SUGGESTED = 8


def find_mentions(text: str, people: Iterable) -> dict[str, object]:
    """Return whom a text names, by the words after each @; raise ValidationError where they name nobody or several."""
    starts = [match.end() for match in AT.finditer(text)]
    if not starts:
        return {}
    people = list(people)
    accounts, names = _names_of(people)
    found, problems = {}, []
    for start in starts:
        words, named = _longest_name(text, start, accounts, names)
        if len(named) == 1:
            found[words] = named[0]
        else:
            problems.append(_problem(words, named, people))
    if problems:
        raise ValidationError(list(dict.fromkeys(problems)))
    return found


def mention_handles(people: Iterable) -> list[str]:
    """Return how each person is named: the whole name, the account's where several have it or there is none."""
    people = list(people)
    accounts, names = _names_of(people)
    return [f"@{_handle(person, accounts, names)}" for person in people]


def render_mentions(text: str, mentions: Iterable) -> SafeString:
    """Return a text in which those who are named stand with their names of today."""
    named = {f"@{one.words}": f"@{person_name(one.person)}" for one in mentions}
    if not named:
        return conditional_escape(text)
    longest_first = sorted(named, key=len, reverse=True)
    pieces = re.split(rf"(?<![\w@.])({'|'.join(map(re.escape, longest_first))})(?!\w)", text)
    shown = [
        format_html('<strong class="mention">{}</strong>', named[one]) if at % 2 else conditional_escape(one)
        for at, one in enumerate(pieces)
    ]
    return SafeString("".join(shown))


def _names_of(people: list) -> tuple[dict[str, list], dict[str, list]]:
    """Return the people by the names of their accounts, and by their own."""
    accounts, names = defaultdict(list), defaultdict(list)
    for person in people:
        accounts[fold(person.get_username())].append(person)
        first, last = person.first_name, person.last_name
        for name in {fold(one) for one in (f"{first} {last}", f"{last} {first}", first, last)} - {""}:
            names[name].append(person)
    return accounts, names


def _longest_name(text: str, start: int, accounts, names) -> tuple[str, list]:
    """Return the words after an @ that are a name, and whose; the first word where no words are."""
    ends, at = [], start
    while len(ends) < MOST_WORDS and (word := WORD.match(text, at)):
        ends.append(word.end())
        if text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    for end in reversed(ends):
        key = fold(text[start:end])
        if named := accounts.get(key) or names.get(key):
            return text[start:end], named
    return text[start : ends[0]], []


def _handle(person, accounts, names) -> str:
    whole = person.get_full_name()
    is_clear = whole and len(names[fold(whole)]) == 1 and not accounts.get(fold(whole))
    return whole if is_clear else person.get_username()


def _problem(words: str, named: list, people: list) -> str:
    accounts, names = _names_of(people)
    if named:
        one_of = ", ".join(f"@{one.get_username()} ({person_name(one)})" for one in named[:SUGGESTED])
        return f"„@{words}” pot fi mai mulți: {one_of}. Scrieți-l pe cel pe care îl numiți."
    beginning = fold(words)[:2]
    near = [one for one in people if any(fold(name).startswith(beginning) for name in _words_of(one))] or people
    listed = ", ".join(f"@{_handle(one, accounts, names)}" for one in near[:SUGGESTED])
    more = " și alții" if len(near) > SUGGESTED else ""
    return (
        f"„@{words}” nu este numele cuiva care lucrează la plan. Puteți scrie: {listed}{more}. Dacă nu numiți pe "
        "nimeni, lăsați un spațiu după @."
    )


def _words_of(person) -> tuple[str, ...]:
    return person.get_username(), person.first_name, person.last_name
