"""Why an import stays in, as a sentence."""

from django.utils.translation import gettext as _

from salesgym.numbers.queries.imports.undoing import Obstacle, Stays


def not_in() -> str:
    """For a file that was not imported, or is undone already."""
    return _("This file is not in, so there is nothing to undo.")


def why_not(stays: Stays | None) -> str:
    """The sentence why this import stays; empty where it may be undone."""
    if stays is None:
        return ""
    if stays.obstacle is Obstacle.NOT_IN:
        return not_in()
    if stays.obstacle is Obstacle.CHANGED_NOTHING:
        return _("This file changed nothing, so there is nothing to undo.")
    if stays.obstacle is Obstacle.NEWER_FILE:
        return _("A newer file of %(source)s is in. Undo that one first.") % {"source": stays.file.source}
    if stays.obstacle is Obstacle.OVERWRITTEN:
        return _(
            "Some of its numbers were changed since, by another file or by hand. "
            "Undo that first, or import a corrected file."
        )
    if stays.obstacle is Obstacle.TAKEN_OUT:
        return _(
            "A deal that came with this file was taken out of the numbers by hand. "
            "Put it back first, so that nobody forgets why it was out."
        )
    return stays.reason
