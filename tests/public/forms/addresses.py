"""The portal with one more page: a public form that keeps nothing and thanks for what came."""

from django.http import HttpResponse
from django.urls import include, path

from portal.forms.texts import TextFormField
from public.forms.forms import PublicForm
from public.forms.limits import FormLimits
from public.forms.views import form_page, public_form_view


class TrialForm(PublicForm):
    purpose = "trial"
    limits = FormLimits(per_client="2/10m", overall="3/h")
    text = TextFormField(label="Textul", max_length=50)


@public_form_view
def trial(request):
    form = TrialForm(request)
    if form.is_valid():
        return HttpResponse(f"{form.key}: {form.cleaned_data['text']}")
    return form_page(request, "tests/trial.html", form, action="Trimite", back="/")


urlpatterns = [path("proba/", trial), path("", include("cluj_plans.urls"))]
