"""Mails as files, where there is no mail server: one file each, which mail programs open."""

import secrets
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> str:
    """Where each mail becomes a file, as there is no mail server; empty where there is one."""
    return "" if settings.EMAIL_HOST else str(settings.EMAIL_FILE_PATH)


class MailFiles(BaseEmailBackend):
    """Writes each mail into EMAIL_FILE_PATH, for the eyes of its owner: some have a link that opens an account."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        place = Path(settings.EMAIL_FILE_PATH)
        place.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            file = place / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(6)}.eml"
            file.touch(mode=0o600, exist_ok=False)
            file.write_bytes(message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)
