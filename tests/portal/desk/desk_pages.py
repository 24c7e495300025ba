"""What a test reads on a desk."""

from django.urls import reverse

DESK = reverse("desk:desk")


def items(client, query=""):
    """The desk's parts, each with what stands in it: its kind, its words, how long there is."""
    return {
        name: [(one.source.kind, one.entry.title, one.when) for one in found]
        for name, found in client.get(DESK + query).context["groups"]
    }


def numbers(client, address=DESK):
    """The numbers in the navigation, by name; what has none is left out."""
    return {place.name: place.number for place in client.get(address).context["places"] if place.number}
