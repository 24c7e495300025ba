"""The page on which readers find words in all that is published, and what browsers ask of it."""

import json
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.forms.lists import SearchField
from public.models import PlanSummary, SearchEntry
from public.search.forms import SearchForm
from public.search.queries import Matches
from public.search.questions import read_question
from public.search.snippets import mark_words, snippet
from public.search.suggestions import completions, near_misses


@require_safe
def search(request):
    """Show what holds all the words, a page at a time; the page is made for each question, and kept nowhere."""
    form = SearchForm(request.GET)
    sought = form.rows.question
    own = reverse("public:search")
    whole = f"{own}?{urlencode({'q': form.words})}"
    context = {
        "title": f"{Truncator(form.words).chars(60)} – {gettext('Căutare')}" if form.words else gettext("Căutare"),
        "form": form,
        "whole": whole,
        "found": [_result(entry, sought.words) for entry in form.page],
        "is_invented": form.is_invented,
    }
    if sought.phrases and not form.rows.count():
        near = near_misses(form.words, facets=form.facets, is_invented=form.is_invented)
        chosen = form.query.dict() if near else {}
        near = near or near_misses(form.words, facets=(), is_invented=False)
        context["near"] = [(text, f"{own}?{urlencode({**chosen, 'q': text})}") for text in near]
        context["elsewhere"] = Matches(read_question(form.words)).count() if form.is_narrowed else 0
    if sought.phrases and not form.choice("plan"):
        context["example"] = _in_example(form)
    response = render(request, "public/search/search.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _result(entry: SearchEntry, words: frozenset[str]) -> dict:
    plan = getattr(entry.plan, "public_summary", None)
    return {
        "entry": entry,
        "plan_title": plan.short_title if plan and entry.kind != "plan" else "",
        "title": mark_words(entry.title, words),
        "label": mark_words(entry.label, words),
        "text": snippet(entry.text.replace("\n", " · "), words),
    }


def _in_example(form: SearchForm) -> dict | None:
    """Return how many entries of the example hold the words, and where they are."""
    example = PlanSummary.objects.invented().first()
    count = Matches(read_question(form.words, form.facets), is_invented=True).count() if example else 0
    if not count:
        return None
    return {
        "count": count,
        "address": f"{reverse('public:search')}?{urlencode({'q': form.words, 'plan': example.slug})}",
    }


@require_safe
def suggestions(request):
    """Tell a browser how the words may go on, in the form of OpenSearch: what was typed, then the proposals."""
    typed = SearchField("").to_python(request.GET.get("q", ""))
    content = json.dumps([typed, completions(typed)], ensure_ascii=False)
    response = HttpResponse(content, content_type="application/x-suggestions+json; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def description(request):
    """Tell a browser how to search here from its own address bar."""
    addresses = {name: request.build_absolute_uri(reverse(f"public:{name}")) for name in ("search", "suggestions")}
    content_type = "application/opensearchdescription+xml"
    return render(request, "public/search/opensearch.xml", {"addresses": addresses}, content_type=content_type)
