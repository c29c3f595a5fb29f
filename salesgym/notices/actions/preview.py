"""A preview of a mail, before or after it is sent. Stores nothing."""

import logging
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from salesgym import kinds
from salesgym.kinds import Rendered
from salesgym.notices import emails
from salesgym.notices.models import Letter, Outbox
from salesgym.notices.pages.delivery import kind_label

logger = logging.getLogger(__name__)


def preview(mail: Outbox, *, at: datetime, is_open: bool) -> Rendered:
    """The mail as it would read now where `is_open`, else sample words in the same frame."""
    if not is_open:
        return sample(mail.kind)
    kind = kinds.find(mail.kind)
    try:
        if mail.is_account_mail:
            return emails.copy_out(mail)
        if kind is None:
            return sample(mail.kind)
        extra = {"loaded": kind.prefetch([(mail.recipient, mail.ref_ids)], at)} if kind.prefetch else {}
        return emails.write(mail, kind, at, extra)
    except Letter.DoesNotExist:
        return sample(mail.kind)
    except Exception:  # its subject may be deleted: the page must open all the same
        logger.exception("mail %s cannot be previewed", mail.pk)
        return sample(mail.kind)


def sample(kind: str) -> Rendered:
    """Sample words in the frame that every mail has."""
    label = kind_label(kind)
    text = _("What this mail says is written when it is sent, for its reader alone.")
    return Rendered(
        subject=label,
        text=text,
        html=render_to_string("notices/delivery/sample_mail.html", {"label": label, "subject": label}),
    )
