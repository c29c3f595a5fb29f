"""The pages of the first start and the answers of a first manager."""

from html import unescape

from django.urls import reverse

ANSWERS = {
    "organization": "Harbor & Sons",
    "team": "Harbor SMB",
    "time_zone": "Europe/Madrid",
    "currency": "EUR",
    "work_days": ["1", "2", "3", "4", "5"],
    "name": "Dana O'Neill",
    "email": "Dana@harbor.example",
    "password": "climb the stairs slowly",
}


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def go(client, name, data=None, **extra):
    path = reverse(f"people:{name}")
    return client.get(path, **extra) if data is None else client.post(path, data, **extra)


def claim(client, **changes):
    return go(client, "start_organization", {**ANSWERS, **changes})


def row(number, name="", email="", job_role=""):
    return {
        f"row-{number}-name": name,
        f"row-{number}-email": email,
        f"row-{number}-job_role": job_role,
    }
