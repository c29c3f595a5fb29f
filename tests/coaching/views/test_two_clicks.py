"""Somebody new finds what they look for within two clicks from where they begin."""

import re

import pytest
from django.urls import reverse

from tests.coaching.floor import manager_of

pytestmark = pytest.mark.django_db


def links_of(text):
    return {
        link
        for link in re.findall(r'href="(/[^"#]*)', text)
        if not link.startswith("/static") and "csv" not in link
    }


def within_two_clicks(client, reader, start):
    """Every page that this reader reaches from here by two links, with its words."""
    client.force_login(reader)
    found, ahead = {}, {start}
    for _click in range(3):
        pages = {url: client.get(url, follow=True) for url in ahead - found.keys()}
        found |= {url: page.content.decode() for url, page in pages.items() if page.status_code == 200}
        ahead = {link for url in pages if url in found for link in links_of(found[url])}
    return found


@pytest.mark.parametrize(
    ("who", "start", "wanted"),
    [
        ("manager", "coaching:board", {"numbers", "leave", "history", "drill"}),
        ("rep", "coaching:today", {"numbers", "leave", "history", "drill"}),
        ("mentor", "coaching:mentor_desk", {"history", "drill"}),
    ],
)
def test_what_one_looks_for_is_two_clicks_away(client, harbor, plan, who, start, wanted):
    drill = plan.programme.get().drill
    readers = {"manager": manager_of(harbor), "rep": plan.rep, "mentor": plan.mentor}
    words = {
        "numbers": ("numbers:rep_numbers", plan.rep_id, 'id="freshness"'),
        "leave": ("coaching:person_record", plan.rep_id, 'id="leave"'),
        "history": ("coaching:person_record", plan.rep_id, 'id="history"'),
        "drill": ("coaching:drill", drill.pk, drill.cue),
    }

    found = within_two_clicks(client, readers[who], reverse(start))

    for name in wanted:
        route, pk, said = words[name]
        assert said in found.get(reverse(route, args=[pk]), ""), name
