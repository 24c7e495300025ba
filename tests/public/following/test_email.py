"""Following by e-mail, read in a real mail server: asked for, confirmed, told once, left; nothing by a GET."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from indicators.review import actions as review_actions
from plans.editions.publishing import publish, withdraw
from plans.models import Element
from portal.outbox.models import Letter
from portal.outbox.tasks import deliver_letter
from public.following import actions
from public.following.events import NEWS_FOR
from public.following.letters import NEWS
from public.following.links import confirm_url
from public.following.news import tell_followers
from public.following.tasks import tell_followers_at_once
from public.following.topics import topic_at
from public.models import EventTold, Follower, Following
from tests.indicators.oversight.oversight_factories import issued
from tests.page import Page
from tests.public.forms.sending import send_form

ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"
READER = "cititor@example.ro"


@pytest.fixture
def post(post):
    """The mail server, without the files of editions, which take long."""
    bring, mails = post.fetch, (deliver_letter.module_path, tell_followers_at_once.module_path)

    def bring_mails():
        DBTaskResult.objects.exclude(task_path__in=mails).delete()
        bring()

    post.fetch = bring_mails
    return post


def ask_for(client, path=ATOP, email=READER, **typed):
    return send_form(client, f"/urmarire/?pagina={path}", **{"email": email, "way": "at_once", **typed})


def link(letter, name):
    """The address of one of the links in a letter, without the host."""
    return re.search(rf"https://planuri\.example(/urmarire/{name}/[^\s>]+)", letter.get_content())[1]


def follow(path=ATOP, email=READER, way="at_once"):
    """Follow something from now on, as who has confirmed it."""
    following = actions.ask_to_follow(email, topic=topic_at(path), way=way)
    Letter.objects.all().delete()
    actions.confirm(following)
    return following


def news(post):
    """The letters that tell those who follow something."""
    return [letter for letter in post.letters if "/urmarire/renuntare/" in letter.get("List-Unsubscribe", "")]


def test_who_asks_confirms_by_a_button_and_is_told_what_happens_from_then_on(client, post, editions, atop, people):
    answer = ask_for(client, email="Cititor@Example.ro")
    assert (answer.status_code, answer.headers["Location"], bool(answer.cookies)) == (302, "/urmarire/cerere/", False)
    assert "Am trimis un e-mail" in Page(client.get("/urmarire/cerere/")).text
    (letter,) = post.letters
    assert letter["To"] == READER
    assert letter["Subject"].endswith("confirmați că urmăriți: Planul strategic ATOP 2024")
    assert letter["Auto-Submitted"] == "auto-generated"
    confirm = link(letter, "confirmare")
    opened = client.get(confirm)
    assert "Da, le doresc" in Page(opened).text
    assert (opened["Cache-Control"], opened["X-Robots-Tag"]) == ("no-store", "noindex")
    assert client.head(confirm).status_code == 200
    issued(people, atop, text="Înainte de confirmare.")
    assert (news(post), Following.objects.get().confirmed_at) == ([], None)
    assert "Primiți de acum" in Page(Client(enforce_csrf_checks=True).post(confirm)).text
    assert news(post) == []
    publish(atop, by=people.publisher, note="Ceva nou.")
    (told,) = news(post)
    assert told["Subject"].endswith("Planul strategic ATOP 2024: ediția 2")
    assert "Ceva nou." in told.get_content()
    assert f"https://planuri.example{ATOP}editii/2/" in told.get_content()
    tell_followers("at_once")
    assert len(news(post)) == 1
    Follower.objects.update(language="en")
    publish(atop, by=people.publisher, note="Încă ceva.")
    in_english = news(post)[1]
    assert in_english["Subject"].endswith(": Planul strategic ATOP 2024: edition 3")
    assert f"https://planuri.example/en{ATOP}editii/3/" in in_english.get_content()
    assert "https://planuri.example/en/urmarire/" in in_english["List-Unsubscribe"]
    assert "Încă ceva." in in_english.get_content()


@pytest.mark.both
def test_one_click_of_a_mail_program_leaves_and_nothing_of_the_address_is_left(client, post, editions, atop, people):
    follow()
    issued(people, atop, text="Nou.")
    (letter,) = news(post)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link(letter, "renuntare").partition(":")[0] in letter["List-Unsubscribe"]
    address = letter["List-Unsubscribe"].strip("<> ").removeprefix("https://planuri.example")
    assert "Renunțați" in Page(client.get(address)).text
    assert Follower.objects.count() == 1
    clicked = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert (clicked.status_code, bool(clicked.cookies)) == (200, False)
    left = (Follower.objects.count(), EventTold.objects.count(), Letter.objects.filter(to=READER).count())
    assert left == (0, 0, 0)
    assert "Nu mai vin e-mailuri" in Page(client.post(address)).text
    issued(people, atop, text="Încă una.")
    assert len(news(post)) == 1


@pytest.mark.both
def test_what_is_about_several_topics_is_told_once(post, editions, atop, people):
    for path in (ATOP, "/recomandari/", "/institutii/atop-cluj/"):
        follow(path)
    follow(ATOP, email="alt@example.ro")
    issued(people, atop, text="Să se publice lista.")
    assert sorted(letter["To"] for letter in news(post)) == ["alt@example.ro", READER]
    assert "Să se publice lista." in news(post)[0].get_content()


def test_a_digest_waits_for_the_night_and_tells_all_of_the_day_once(post, editions, atop, people):
    follow(way="daily")
    issued(people, atop, text="Întâi.")
    issued(people, atop)
    assert news(post) == []
    for _night in range(2):
        call_command("daily")
        (letter,) = news(post)
    assert letter["Subject"].endswith("2 noutăți")
    assert "Întâi." in letter.get_content()


@pytest.mark.both
def test_what_is_withdrawn_before_the_mail_leaves_is_not_in_it(post, editions, atop, people):
    follow()
    issued(people, atop, text="Rămâne.")
    Letter.objects.all().delete()
    EventTold.objects.all().delete()
    edition = publish(atop, by=people.publisher, note="Cuvântultainic.")
    tell_followers("at_once")
    assert Letter.objects.count() == 1
    withdraw(edition, by=people.publisher, reason="O greșeală.")
    (letter,) = news(post)
    assert ("Rămâne." in letter.get_content(), "Cuvântultainic" in letter.get_content()) == (True, False)


def test_a_followed_measure_is_told_of_under_its_new_code(client, post, editions, it_plan, people):
    follow(f"{IT}m-1.9/")
    follow(f"{IT}m-1.8/", email="alt@example.ro")
    Element.objects.filter(level__plan=it_plan, level__prefix="m", code="1.9").update(code="1.99")
    publish(it_plan, by=people.publisher, note="Alt cod.")
    (letter,) = news(post)
    assert (letter["To"], f"https://planuri.example{IT}m-1.99/" in letter.get_content()) == (READER, True)
    page = Page(client.get(link(letter, "alegeri")))
    assert f"{IT}m-1.99/" in page.links


def test_an_accepted_report_is_told_and_a_sent_one_is_not(post, report, people):
    follow("/institutii/ipj-cluj/")
    assert news(post) == []
    review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Se confirmă.")
    (letter,) = news(post)
    assert letter["Subject"].endswith("îndeplinit")


@pytest.mark.both
def test_who_reads_english_is_told_each_kind_of_news_in_english_with_the_plans_own_words(post, report, people, atop):
    follow()
    follow(f"{ATOP}os-1.2/")
    Follower.objects.update(language="en")
    issued(people, atop, text="Să se publice lista.")
    Element.objects.filter(level__plan=atop, level__prefix="os", code="1.2").update(title="Titlu nou;")
    edition = publish(atop, by=people.publisher, note="Ceva nou.")
    review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Se confirmă.")
    said = news(post)[0].get_content()
    withdraw(edition, by=people.publisher, reason="Greșită.")
    said += news(post)[1].get_content()
    told = [line.partition(" 2026: ")[2] for line in said.splitlines() if line.startswith("– ")]
    assert sorted(told) == [
        "1.2. Titlu nou: changed in edition 2",
        f"{report.indicator.title.rstrip(';')}: achieved",
        "Planul strategic ATOP 2024: edition 2",
        "Planul strategic ATOP 2024: edition 2 was withdrawn",
        "Recommendation no. 1/2026 to IPJ Cluj: Să se publice lista.",
    ]
    texts = ("Changed: Title.", "Assessment: achieved. Se confirmă.", "Ceva nou.", "Greșită.")
    assert [words for words in texts if words not in said] == []
    assert [words for words in ("\ue000", "Aprecierea", "S-au schimbat", "Recomandarea") if words in said] == []


def test_a_strangers_address_is_not_flooded_and_the_answer_says_nothing(client, post, editions):
    follow(f"{ATOP}os-1.2/", email="strain@example.ro")
    paths = [ATOP, "/recomandari/", f"{ATOP}os-1.2/", IT, f"{ATOP}os-1.3/"]
    answers = [
        ask_for(Client(REMOTE_ADDR=f"192.0.2.{number}"), path, email="Strain@example.ro")
        for number, path in enumerate(paths)
    ]
    assert {answer.headers["Location"] for answer in answers} == {"/urmarire/cerere/"}
    assert post.recipients == ["strain@example.ro"] * 3
    assert "urmăriți deja" in post.letters[2]["Subject"]
    assert Following.objects.exclude(confirmed_at=None).count() == 1
    ask_for(client, email="altul@example.ro")
    assert post.recipients[0] == "altul@example.ro"


def test_whoever_types_an_address_that_follows_changes_nothing_of_it(client, post, editions):
    follow(way="daily")
    ask_for(client, "/recomandari/", way="at_once")
    assert Follower.objects.get().way == "daily"


@pytest.mark.parametrize(
    "email", ["a@example.ro\nBcc: b@example.ro", "a@example.ro\r\nSubject: x", "a@example.ro,b@example.ro", "nimic", ""]
)
def test_an_address_that_is_none_or_would_write_a_header_is_refused_and_given_back(client, editions, email):
    answer = ask_for(client, email=email)
    assert (answer.status_code, Letter.objects.count(), Follower.objects.count()) == (200, 0, 0)
    assert "Nu s-a trimis" in Page(answer).text


def test_a_title_writes_no_header(client, post, editions, atop, people):
    Element.objects.filter(level__plan=atop, level__prefix="os", code="1.2").update(
        title="Titlu\nBcc: altul@example.ro"
    )
    publish(atop, by=people.publisher, note="Titlu.")
    ask_for(client, f"{ATOP}os-1.2/")
    (letter,) = post.letters
    assert (letter["Bcc"], post.recipients, "Bcc: altul" in letter["Subject"]) == (None, [READER], True)


@pytest.mark.parametrize(
    "path", ["/planuri/nimic/", f"{ATOP}os-99.9/", "/institutii/nimeni/", "/", "//example.ro/", "x\0"]
)
def test_what_is_not_public_cannot_be_followed(client, editions, path):
    assert client.get("/urmarire/", {"pagina": path}).status_code == 404


def test_a_link_that_the_portal_did_not_sign_or_that_is_old_does_nothing(client, editions, later):
    following = actions.ask_to_follow(READER, topic=topic_at(ATOP), way="at_once")
    for name in ("confirmare", "alegeri", "renuntare"):
        assert client.post(f"/urmarire/{name}/altceva:1:x/").status_code == 404
    address = "/urmarire" + confirm_url(following).partition("/urmarire")[2]
    assert client.put(address).status_code == 405
    later(hours=49)
    assert client.post(address).status_code == 404


@pytest.mark.both
def test_what_nobody_confirmed_is_forgotten_with_its_letter_and_the_rest_stays(editions):
    actions.ask_to_follow("alt@example.ro", topic=topic_at(ATOP), way="at_once")
    follow()
    actions.ask_to_follow(READER, topic=topic_at(IT), way="at_once")
    assert actions.prune_followers() == 0
    assert actions.prune_followers(now=timezone.now() + datetime.timedelta(hours=49)) == 1
    assert list(Follower.objects.values_list("email", flat=True)) == [READER]
    assert list(Letter.objects.values_list("to", flat=True)) == [READER]
    assert actions.prune_followers(now=timezone.now() + 3 * NEWS_FOR) == 0


def test_choices_are_made_through_the_link_of_a_mail(client, post, editions, atop, people):
    follow()
    follow("/recomandari/")
    issued(people, atop)
    address = link(news(post)[0], "alegeri")
    page = Page(client.get(address))
    assert {ATOP, "/recomandari/"} <= set(page.links)
    assert client.post(address, {"way": "daily"}).status_code == 302
    assert Follower.objects.get().way == "daily"
    assert client.post(address, {"way": "altfel"}).status_code == 302
    client.post(address, {"stop": "advice:"})
    assert Follower.objects.get().way == "daily"
    assert [one.topic for one in Following.objects.all()] == [topic_at(ATOP).key]
    client.post(address, {"stop": topic_at(ATOP).key})
    assert (Follower.objects.count(), Letter.objects.filter(about=NEWS).count()) == (0, 0)
    assert "Nu mai vin e-mailuri" in Page(client.get(address)).text


def test_the_pages_lead_to_following_and_following_to_feeds_and_calendars(client, editions):
    for path, followed in {
        ATOP: ATOP,
        f"{ATOP}os-2.5/": f"{ATOP}os-2.5/",
        f"{ATOP}indicatori/1/": ATOP,
        f"{ATOP}progres/": ATOP,
        f"{IT}indicatori/1/": f"{IT}m-1.1/",
        "/institutii/atop-cluj/": "/institutii/atop-cluj/",
    }.items():
        links = Page(client.get(path)).links
        assert {f"/urmarire/?pagina={followed}", f"{followed}flux.atom"} <= set(links), path
    links = Page(client.get("/urmarire/")).links
    for path in [link for link in links if link.startswith(("/planuri/", "/recomandari/", "/sedinte/", "/urmarire/"))]:
        assert client.get(path).status_code == 200, path
    assert {f"{ATOP}flux.atom", f"{IT}termene.ics", "/recomandari/flux.atom", "/sedinte/sedinte.ics"} <= set(links)
