"""What pages that promise mail ask first: {% sends_mail as sends %}."""

from django import template

from salesgym import mail_files

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """Whether there is a mail server. Without one nobody gets mail, and a page says so."""
    return not mail_files.folder()
