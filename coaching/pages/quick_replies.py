"""The replies of one tap on Today, and which words close a talk: they ask for no answer."""

from django.utils.translation import gettext_lazy as _

# Each is offered as a button.
QUICK_REPLIES = (_("Thank you"), _("Trying it today"))
THANKS = (_("Thank you"), _("Thanks"), _("Thank you very much"))
SIGNS = " .!\n\r\t"


def closes(body: str) -> bool:
    """Whether these words only thank or agree, so that nobody is asked to answer them."""
    said = body.strip(SIGNS).casefold()
    return said in {str(reply).casefold() for reply in (*QUICK_REPLIES, *THANKS)}


def thanks(body: str) -> bool:
    """Whether these words thank and say nothing else."""
    return body.strip(SIGNS).casefold() in {str(reply).casefold() for reply in THANKS}
