"""How people enter the portal."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Name and password, in the portal's own form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Numele de utilizator"
        self.helper = FormHelper()
        self.helper.add_input(Submit("enter", "Intră în cont"))
