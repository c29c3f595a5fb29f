"""What people say."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


def _words(*, rows: int) -> forms.CharField:
    return forms.CharField(
        label=_("Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
        error_messages={
            "required": _("Write a word or two first."),
            "max_length": _("Keep it under 4,000 characters, or say it in two comments."),
        },
    )


class CommentForm(forms.Form):
    """One comment in Markdown, on the plan, one of its steps or one workout."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    milestone = forms.IntegerField(required=False, widget=forms.HiddenInput)
    practice = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = _words(rows=2)

    # True once the plan takes no comments: what was typed is there to copy, and not to send again.
    is_too_late = False

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def placed(self, auto_id: str) -> "CommentForm":
        """The same with the ids of the place where it was typed."""
        self.auto_id = auto_id
        return self

    @property
    def typed(self) -> list[str]:
        """What was written, to copy."""
        return [body] if (body := str(self["body"].value() or "").strip()) else []

    def renew_client_id(self) -> None:
        """What was typed stays; sent again it is a comment of its own."""
        if isinstance(self.data, QueryDict):
            self.data = {**self.data.dict(), "client_id": str(uuid.uuid4())}


class EditCommentForm(forms.Form):
    """Other words for a comment."""

    body = _words(rows=5)
