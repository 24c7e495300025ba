"""Documents of other kinds, made readable outside the request."""

from django_tasks import task

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import actions, originals
from plans.models import WordImport
from portal.tasks.problems import TaskRefused
from portal.tasks.running import AWAITED


@task(priority=AWAITED)
def make_readable(key: int) -> dict:
    """Make a .docx of a document and propose how it is to be understood; done twice, it does the same."""
    row = WordImport.objects.filter(pk=key, plan=None).first()
    if row is None:
        raise TaskRefused("Documentul nu mai este. Încărcați-l din nou.")
    try:
        originals.make_readable(row)
        actions.propose(row)
    except ImportRefused as refused:
        raise TaskRefused(str(refused)) from refused
    return {
        "said": "Documentul este citit. Încă nu s-a făcut niciun plan.",
        "action": "Vezi cum este înțeles",
        "address": row.get_absolute_url(),
    }
