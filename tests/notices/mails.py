"""Notices that become mails, and one drain of the outbox at a fixed moment."""

from salesgym.notices.actions import notice, outbox
from tests.notices.conftest import AT
from tests.patience import MOST_SECONDS


def tell(person, step=1, kind="test.reminder", **refs):
    notice.give(kind, to=person, refs={"step": step, **refs}, title="A step", url="/", at=AT)


def drain(at=AT, seconds=MOST_SECONDS):
    return outbox.drain(clock=lambda: at, seconds=seconds)


def account_mail(person=None, **more):
    values = {
        "address": "new@example.com",
        "kind": "account.password",
        "subject": "Your link",
        "text": "Go",
        "html": "",
    }
    return notice.send_account_mail(recipient=person, at=AT, **values | more)
