"""Two people of one institution add evidence at the same moment: its quota holds for both together."""

import time

from tests.indicators.reporting_portal import ASK
from tests.installation import PATIENCE

# A megabyte in all, of which each file takes more than half; the first waits inside its transaction until told.
ADD = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from indicators import permissions
from indicators.reporting.evidence.actions import add_evidence
from portal.uploads import FileUpload
settings.EVIDENCE_QUOTA_MB = 1
options = settings.DATABASES["default"]["OPTIONS"]
options.update({{"timeout": 60}} if "timeout" in options else {{"options": "-c lock_timeout=60000"}})
by = get_user_model().objects.get(username="raportor")
report = permissions.reportable_reports(by).filter(indicator__plan__slug="atop-2024", indicator__number={number}).first()
print("gata", flush=True)
input()
try:
    with transaction.atomic():
        add_evidence(report, by=by, title="Lista", is_public=False, upload=FileUpload("a.txt", b"a" * 600_000))
        print("pus", flush=True)
        {then}
except ValidationError as refused:
    print(refused.messages[0].replace("\\u00a0", " "), flush=True)
"""
KEPT = """
from django.conf import settings
from indicators.models import Evidence
print(Evidence.objects.filter(report__indicator__plan__slug="atop-2024").count(),
      sum(path.stat().st_size == 600_000 for path in (settings.MEDIA_ROOT / "dovezi").rglob("*")))
"""


def test_two_files_that_come_at_once_are_both_counted(installation):
    installation.ask(ASK)
    first, second = (
        installation.start(ADD.format(number=number, then=then)) for number, then in ((1, "input()"), (2, "pass"))
    )
    assert [one.stdout.readline() for one in (first, second)] == ["gata\n"] * 2
    print(file=first.stdin, flush=True)
    assert first.stdout.readline() == "pus\n"
    print(file=second.stdin, flush=True)
    # The second has time to count what is there, without the first, if it does not wait for it.
    time.sleep(1)
    assert first.communicate("\n", timeout=PATIENCE) == ("", "")
    said, errors = second.communicate(timeout=PATIENCE)
    assert ("mai are liberi 0,4 MB, iar fișierul are 0,6 MB" in said, errors) == (True, "")
    assert installation.ask(KEPT) == "1 1"
