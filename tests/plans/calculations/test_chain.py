import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from plans.calculations.chain import START, Break, Link, first_break, link_sha256, text_sha256

AT = datetime(2026, 1, 26, 9, 30, 5, 120, tzinfo=UTC)


def chain(*events, plan_id=7):
    links, before = [], START
    for seq, event in enumerate(events, start=1):
        detail = f'{{"number": {seq}}}'
        link = Link(seq, event, 3, AT, detail, text_sha256(detail), before, "")
        links.append(replace(link, hash=link_sha256(plan_id=plan_id, link=link)))
        before = links[-1].hash
    return links


def test_an_event_carries_the_digest_of_its_own_lines():
    link = Link(2, "draft.saved", None, AT, "{}", text_sha256("{}"), "f" * 64, "")
    lines = ["f" * 64, "7", "2", "draft.saved", "", "2026-01-26T09:30:05.000120", text_sha256("{}")]

    assert link_sha256(plan_id=7, link=link) == hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_the_digest_is_the_same_in_every_time_zone():
    link = chain("draft.opened")[0]
    elsewhere = replace(link, at=AT.astimezone(timezone(timedelta(hours=5, minutes=45))))

    assert link_sha256(plan_id=7, link=elsewhere) == link.hash


def test_a_whole_chain_holds_and_so_does_an_empty_one():
    assert first_break(7, chain("draft.opened", "draft.saved", "plan.proposed")) is None
    assert first_break(7, []) is None


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"event": "plan.closed"}, Break.ITSELF),
        ({"actor_id": 4}, Break.ITSELF),
        ({"actor_id": None}, Break.ITSELF),
        ({"at": AT + timedelta(microseconds=1)}, Break.ITSELF),
        ({"hash": "a" * 64}, Break.ITSELF),
        ({"detail_sha256": "a" * 64, "detail": None}, Break.ITSELF),
        ({"detail": "{}"}, Break.TEXT),
        ({"prev_hash": "a" * 64}, Break.BEFORE),
        ({"seq": 4}, Break.GAP),
    ],
)
def test_a_change_of_an_event_is_found_at_that_event(change, what):
    links = chain("draft.opened", "draft.saved", "plan.proposed")
    links[1] = replace(links[1], **change)

    assert first_break(7, links) == (2, what)


def test_an_event_written_anew_with_its_own_digest_breaks_the_next_one():
    links = chain("draft.opened", "draft.saved", "plan.proposed")
    forged = replace(links[1], actor_id=4)
    links[1] = replace(forged, hash=link_sha256(plan_id=7, link=forged))

    assert first_break(7, links) == (3, Break.BEFORE)


def test_an_event_that_is_gone_is_named():
    links = chain("draft.opened", "draft.saved", "plan.proposed")

    assert first_break(7, [links[0], links[2]]) == (2, Break.GAP)
    assert first_break(7, links[1:]) == (1, Break.GAP)


def test_a_chain_fits_its_own_plan_alone():
    assert first_break(8, chain("draft.opened")) == (1, Break.ITSELF)


def test_an_erased_text_leaves_the_chain_whole():
    links = chain("draft.opened", "draft.saved", "plan.proposed")
    links[1] = replace(links[1], detail=None)

    assert first_break(7, links) is None
