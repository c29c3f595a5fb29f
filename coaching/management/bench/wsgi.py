"""The app as gunicorn serves it, with the site map of the bench."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
settings.ROOT_URLCONF = "coaching.management.bench.urls"

application = get_wsgi_application()
