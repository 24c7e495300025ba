"""What the server runs: the gateway in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluj_plans.settings")
django_application = get_wsgi_application()

# Models can be imported only now.
from accounts.sessions import is_logged_in  # noqa: E402
from portal.gateway.gateway import Gateway  # noqa: E402
from portal.gateway.static_files import StaticFilesShortcut  # noqa: E402
from portal.logs import AccessLog  # noqa: E402
from public.kept_answers import KeptAnswers  # noqa: E402
from public.row_reader import RowReader  # noqa: E402
from public.serving import StoredPagesShortcut  # noqa: E402

reader = RowReader()
kept_answers = KeptAnswers(reader)
application = Gateway(
    AccessLog(django_application),
    shortcuts=[kept_answers, StoredPagesShortcut(reader), StaticFilesShortcut()],
    is_logged_in=is_logged_in,
    keep=kept_answers.keep,
)
