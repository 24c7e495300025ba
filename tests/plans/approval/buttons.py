"""What the tests of approval press."""

from plans.models import Element, Section

NOTE = {"publish-note": "Prima ediție.", "publish-read_warnings": "on"}


def token(client, page, form):
    return client.get(page).context["forms"][form]["seen"].value()


def send(client, page, action, form=None, seen=None, **given):
    form = form or action
    seen = seen or token(client, page, form)
    return client.post(page, {f"{form}-seen": seen, action: "1", **given})


def message_texts(response):
    return [str(message) for message in response.context["messages"]]


def spoil(plan):
    Section.objects.filter(plan=plan).delete()


def change(plan):
    element = Element.objects.get(level__plan=plan, code="2.5")
    element.title = "Altfel"
    element.save()
