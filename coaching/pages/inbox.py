"""What a notice about a plan tells of, in words: whose plan, who said it to whom, and how it begins."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from coaching.models import Comment
from coaching.templatetags.markdown import markdown
from plans.models import Plan
from salesgym.notices.queries.inbox import Told
from salesgym.people.models import User

BEGINNING = 160  # characters of what was said that the inbox shows


def told(user: User, plan: Plan, comment: Comment | None) -> Told:
    """The words for this reader; without a comment the plan alone."""
    is_own = user.pk == plan.rep_id
    about = str(plan.skill) if is_own else _("%(name)s, %(focus)s") % {"name": plan.rep, "focus": plan.skill}
    person = None if is_own else plan.rep_id
    if comment is None:
        return Told(about, person=person)
    said = {"name": comment.author.first_name, "rep": plan.rep.first_name}
    if comment.author_id == plan.rep_id:
        who = said["name"]
    else:
        who = (_("%(name)s to you") if is_own else _("%(name)s to %(rep)s")) % said
    words = " ".join(unescape(strip_tags(markdown(comment.body))).split())
    return Told(about, who, Truncator(words).chars(BEGINNING), person)
