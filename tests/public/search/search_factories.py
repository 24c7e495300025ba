"""Entries without the work of publishing, and what is found among them."""

import datetime

from public.models import SearchEntry, SearchWord
from public.search.entries import EntryKind, EntrySource, SearchFinding
from public.search.queries import Matches
from public.search.questions import read_question
from public.search.vocabulary import vocabulary


def finding(title, *texts, kind=EntryKind.ELEMENT, path="/", label="Element", **values) -> SearchFinding:
    """Return something published."""
    return SearchFinding(kind=kind, path=path, label=label, title=title, texts=texts, **values)


def keep(*findings, plan=None, since=datetime.date(2024, 1, 1), is_invented=False, name="tests") -> None:
    """Let these be found, in this order."""
    source = EntrySource(name=name, plan=plan, since=since, is_invented=is_invented)
    entries = list(source.entries(findings))
    SearchEntry.objects.bulk_create(entries)
    SearchWord.objects.bulk_create(vocabulary(plan, name, entries))


def matches(text, *facets, is_invented=False) -> Matches:
    """Return what is found."""
    return Matches(read_question(text, facets), is_invented)


def titles(text, *facets) -> list[str]:
    """Return the titles of all that is found, in order."""
    return [entry.title for entry in matches(text, *facets)[0:1000]]
