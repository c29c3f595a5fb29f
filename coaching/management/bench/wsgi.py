"""The WSGI application with the bench's URLconf."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")
settings.ROOT_URLCONF = "coaching.management.bench.urls"

application = get_wsgi_application()
