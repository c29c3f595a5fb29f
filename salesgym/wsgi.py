"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from salesgym import services

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")

application = get_wsgi_application()
services.keep_running()
