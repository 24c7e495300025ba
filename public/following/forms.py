"""What is asked of who wants to follow something by e-mail, and how often an address may be written to for it."""

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import NoticeWay
from public.forms.forms import PublicForm
from public.forms.limits import is_within
from public.models import Follower

# How many letters that it did not confirm an address may get in a day, whoever asks for them.
LETTERS_PER_ADDRESS = "3/d"
WAYS = [(way.value, way.label) for way in Follower.WAYS]


class FollowForm(PublicForm):
    """An address, and when it wants to be mailed."""

    purpose = "following"

    email = forms.EmailField(
        label=_("Adresa de e-mail"),
        help_text=_("Primiți întâi un e-mail prin care spuneți că o doriți. Adresa o știe numai portalul."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    way = forms.ChoiceField(label=_("Când primiți"), choices=WAYS, initial=NoticeWay.AT_ONCE, widget=forms.RadioSelect)

    def may_write(self) -> bool:
        """Count one more letter to the address, and tell whether it may get it: a stranger's is not to be flooded."""
        digest = salted_hmac("public.following.address", self.cleaned_data["email"].lower()).hexdigest()
        return is_within(self.request, "following_address", LETTERS_PER_ADDRESS, key=digest)


class WayForm(forms.Form):
    """When an address that follows something is mailed."""

    way = forms.ChoiceField(label=_("Când primiți e-mailuri"), choices=WAYS, widget=forms.RadioSelect)
