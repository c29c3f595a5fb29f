"""The pages of a plan as they read, without marks."""

import html
import re

from django.urls import reverse

from tests.coaching.floor import read


def words_of(client, user, plan, name="coaching:plan_page"):
    """The page as it reads, without marks."""
    response, text = read(client, user, reverse(name, args=[plan.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def proof_of(client, user, plan):
    """The proof as it reads."""
    return words_of(client, user, plan, "coaching:plan_proof")
