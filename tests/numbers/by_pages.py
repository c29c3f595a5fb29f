"""A file of numbers brought in by its pages, as a browser would."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.numbers.models import Import

UPLOAD = "/numbers/import/"
HEADER = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"
WON = "A1,Marcus Bell,Acme,Closed Won,4514,10/13/2026,11/20/2026"
OPEN = "A2,Marcus Bell,Hooli,Prospecting,,10/26/2026,"


def csv_file(*lines, header=HEADER, name="deals.csv"):
    return SimpleUploadedFile(name, "\n".join([header, *lines, ""]).encode(), content_type="text/csv")


def bring(client, *lines, **kwargs):
    """Upload these lines; the answer is the file's page."""
    return client.post(UPLOAD, {"file": csv_file(*lines, **kwargs)}, follow=True)


def the_file():
    return Import.objects.latest("pk")


def page_form(response, action):
    """What a browser sends of the form to this address, as the page stands."""
    page = response.content.decode()
    form = re.search(rf'<form[^>]*action="[^"]*{action}/"[^>]*>(.*?)</form>', page, re.S)[1]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_text = 'type="text"' in tag or 'type="email"' in tag
        if name and (is_text or ('type="radio"' in tag and "checked" in tag)):
            sent[name[1]] = value[1] if value else ""
    return sent


def answer(client, response, **changes):
    sent = page_form(response, "answer") | changes
    return client.post(reverse("numbers:answer_import", args=[the_file().pk]), sent, follow=True)


def step(client, route, /, **data):
    return client.post(reverse(f"numbers:{route}", args=[the_file().pk]), data, follow=True)


def words(response):
    return response.content.decode()
