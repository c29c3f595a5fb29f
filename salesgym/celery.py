"""The Celery app. Everything it is told stands in settings.py under CELERY_."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesgym.settings")

app = Celery("salesgym")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
