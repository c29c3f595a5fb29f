"""Every kind of mail, sent for real: to whom, under which subject, how it begins, and that nothing of it lies open elsewhere."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils import timezone

from salesgym import handoff, hooks, kinds
from salesgym.kinds import Kind
from salesgym.notices.actions import notice, outbox
from salesgym.notices.models import Notice, Outbox
from salesgym.people.models import User
from tests.access import mails_of_coaching, mails_of_formal, mails_of_plans, mails_of_talks
from tests.access.mail_rows import Row
from tests.patience import MOST_SECONDS

pytestmark = pytest.mark.django_db
TABLE = {**mails_of_plans.ROWS, **mails_of_formal.ROWS, **mails_of_coaching.ROWS, **mails_of_talks.ROWS}
GLANCE = "For you alone: open it when nobody reads over your shoulder."
# What stands in every sensitive field of the world.
MARK = re.compile("zq[a-z]{4,}zq")


@pytest.fixture(autouse=True)
def at_once():
    """Nobody is asleep or on leave: when a mail goes out is told elsewhere."""
    with hooks.writing_times.replaced():
        yield


def wanted_by(kind: Kind, refs, at) -> set[str]:
    """The names of all who may get this mail."""
    people = list(User.objects.active().exclude(name__startswith="Person"))
    extra = {"loaded": kind.prefetch([(person, refs) for person in people], at)} if kind.prefetch else {}
    return {person.name for person in people if kind.still_wanted(person, refs, at, **extra)}


def send(kind: Kind, row: Row, refs, at) -> list[Outbox]:
    """One drain with this mail alone, told to these people where the product has not told them."""
    Notice.objects.filter(kind=kind.name).delete()
    Outbox.objects.all().delete()
    people = User.objects.filter(name__in=row.to)
    notice.give(kind.name, to=people, title="One", url="/", refs=refs, at=at, occurrence="1")
    mails = list(Outbox.objects.select_related("recipient"))
    # The outbox asks the database what is due.
    Outbox.objects.update(due_at=min(at, timezone.now()) - timedelta(hours=1))
    outbox.drain(clock=lambda: at, seconds=MOST_SECONDS)
    return mails


def shown(html: str) -> str:
    """What a reader sees of the HTML."""
    body = html[html.index("<table") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def test_the_table_has_every_kind_that_is_mailed():
    mailed = {kind.name for kind in kinds.all_kinds() if kind.by_email and kind.render}

    # Those of the tests with killed processes belong to no product.
    assert {name for name in mailed if not name.startswith("fault.")} == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_mail_reaches_its_people_and_says_nothing_where_others_look(name, world, sink, caplog):
    caplog.set_level("DEBUG")
    kind, row = kinds.get(name), TABLE[name]
    with handoff.kept_back() as tasks:
        refs = row.brings(world, timezone.now())
        at = row.goes_out(world, timezone.now())
        readers = wanted_by(kind, refs, at)
        mails = send(kind, row, refs, at)

    assert readers == {*row.to, *row.also}
    assert {mail.policy for mail in mails} == {row.policy}
    assert [mail.not_after - at for mail in mails] == [row.lifetime] * len(mails)
    names = {person.email: person.name for person in User.objects.all()}
    assert {names[message["To"]] for message in sink.messages} == set(row.to)
    for message in sink.messages:
        _is_well_made(message, *row.to[names[message["To"]]])
    # A task is told by numbers which rows to read, and never what stands in them.
    assert not re.search("[A-Za-z]", str([list(values.values()) for _task, values in tasks]))
    assert not MARK.search(caplog.text)
    assert not MARK.search(str(tasks))


def _is_well_made(message, subject: str, first: str) -> None:
    parts = (message.get_body((part,)).get_content() for part in ("plain", "html"))
    text, html = (part.replace("\r\n", "\n") for part in parts)
    assert message["Subject"] == re.search("<title>(.*)</title>", html)[1].replace("&#x27;", "'") == subject
    for header, value in message.items():
        assert not MARK.search(str(value)), header
    assert text.startswith(GLANCE)
    assert text.partition("\n\n")[2].startswith(first)
    assert re.sub(r"<[^>]*>|\s+", " ", html[html.index("<body") :]).strip().startswith(GLANCE)
    assert html.count('class="bt"') == 1
    links = set(re.findall(r'href="([^"]*)"', unescape(html)))
    assert links <= set(re.findall(r"http[^\s]*[^\s.,]", text)), "the text has every link"
    for link in links:
        assert link.startswith(settings.SITE_URL)
        resolve(link.removeprefix(settings.SITE_URL).partition("#")[0].partition("?")[0])
    said = re.compile(r"[\d][\d.,%]*\d|\d|zq\w+zq")
    assert set(said.findall(shown(html))) <= set(said.findall(text)), "the text has every figure"
    assert "{{" not in text + html
    assert not re.search(r"None|%\(|&amp;amp;", text + shown(html))


WHYS = {
    "plans.closed": ("Closed Rep", "because this plan is yours."),
    "plans.milestone_to_verify": ("Manager", "because you are part of this plan."),
    "plans.mentor_invited": ("Asked Mentor", "because you are asked to be part of this plan."),
    "plans.mentor_thanked": ("Former Mentor", "because you were part of this plan."),
    "plans.approval_asked": ("Hr Partner", "because you are an HR partner."),
    "plans.plan_wished": ("Manager", "because you manage the team today."),
}


def test_a_mail_says_why_this_reader_gets_it(world):
    at = timezone.now()
    for name, (reader, why) in WHYS.items():
        person = User.objects.get(name=reader)
        mail = kinds.get(name).render(person, TABLE[name].brings(world, at), at)

        assert f"You get this {why}" in mail.text
        assert f"You get this {why}" in mail.html
