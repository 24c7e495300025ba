"""What the real plans' pages say of themselves: when the portal published them, and which act is not known."""

import pytest
from django.utils import timezone

from plans.editions.publishing import publish
from portal.romanian import long_date
from tests.page import Page


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("atop-2024", "Perioada 2024 Adoptat prin actul nu figurează în documentul publicat"),
        (
            "informatizare-2019",
            "Perioada 2019–2025 Adoptat prin Hotărârea nr. 77/2019; data nu figurează în documentul publicat",
        ),
    ],
)
def test_an_edition_says_when_the_portal_published_it_beside_the_plan_s_own_act_and_date(
    people, atop, it_plan, client, slug, said
):
    publish(
        {one.slug: one for one in (atop, it_plan)}[slug], by=people.publisher, note="Prima ediție publicată în portal."
    )
    published = f"publicată în portal la {long_date(timezone.localdate())}"
    for address in (f"/planuri/{slug}/", f"/planuri/{slug}/editii/1/"):
        text = Page(client.get(address)).text
        assert said in text
        assert f"1, {published}" in text
    assert published in Page(client.get("/planuri/")).text
