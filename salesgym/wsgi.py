"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from salesgym import services
from salesgym.secret_links import keep_out_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")

application = get_wsgi_application()
# Here and not in gunicorn's options: whoever writes a command of their own would forget one.
keep_out_of("gunicorn.access", "gunicorn.error")
services.keep_running()
