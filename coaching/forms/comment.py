"""What people say."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """One comment in Markdown, on the plan, one of its steps or one workout."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    milestone = forms.IntegerField(required=False, widget=forms.HiddenInput)
    practice = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={
            "required": _("Write a word or two first."),
            "max_length": _("Keep it under 4,000 characters, or say it in two comments."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
