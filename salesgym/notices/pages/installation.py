"""What the delivery page asks where the installation is not where it was."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.notices.queries.installation import Standing


@dataclass(frozen=True)
class Asked:
    """The question, what stands behind it, and the button that answers it."""

    title: str
    text: str
    button: str
    is_held: bool


def asked(standing: Standing | None, *, url: str) -> Asked | None:
    """What to ask a site admin; `url` is the address of today. None where all is as it was written down."""
    if standing is None:
        return None
    if standing.is_copy:
        return Asked(
            _("This is a copy of %(url)s. Mail is held.") % {"url": standing.url},
            _(
                "Its data were made in another place. All mail waits here, so that nobody gets one twice, or from a trial. "
                "If people use SalesGym here from now on, send it. If this is for trying things out, leave it as it is."
            ),
            _("Send mail from here"),
            is_held=True,
        )
    if standing.has_moved_url:
        said = {"old": standing.url, "new": url}
        return Asked(
            _("The address of this installation changed from %(old)s to %(new)s. Is that right?") % said,
            _("Links in mails begin with the new one. Commands in a shell use the old one until you answer."),
            _("Yes, it is right"),
            is_held=False,
        )
    if standing.has_other_key:
        return Asked(
            _("The key that signs links is another one than before. Is that right?"),
            _(
                "Links to unsubscribe in earlier mails no longer work. If the key changed by mistake, set SALESGYM_SECRET_KEY "
                "to the earlier one."
            ),
            _("Yes, it is right"),
            is_held=False,
        )
    return None
