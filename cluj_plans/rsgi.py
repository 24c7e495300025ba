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
from public.serving import StoredPagesShortcut  # noqa: E402

application = Gateway(
    AccessLog(django_application), shortcuts=[StoredPagesShortcut(), StaticFilesShortcut()], is_logged_in=is_logged_in
)
