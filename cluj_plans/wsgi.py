"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluj_plans.settings")
application = get_wsgi_application()

# Models can be imported only now.
from public.serving import StoredPages  # noqa: E402

application = StoredPages(application)
