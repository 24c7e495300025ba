"""The portal as a WSGI application: for the development server, and for tests that ask it without a server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluj_plans.settings")
application = get_wsgi_application()

# Models can be imported only now.
from portal.logs import AccessLog  # noqa: E402
from public.serving import StoredPagesApplication  # noqa: E402

application = AccessLog(StoredPagesApplication(application))
