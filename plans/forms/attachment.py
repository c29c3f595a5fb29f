"""A file for a step or a promise."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from plans.calculations.file_kind import KINDS, MOST_BYTES
from plans.pages.attachment import CHOSEN_TOO_LARGE, RULE, TOO_LARGE

ACCEPT = ",".join(
    [*(kind.content_type for kind in KINDS), *(f".{end}" for kind in KINDS for end in kind.endings)]
)


class AttachmentForm(forms.Form):
    """The file; `client_id` makes of a double click one file."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        help_text=RULE,
        widget=forms.FileInput(
            attrs={
                "accept": ACCEPT,
                "data-most-bytes": MOST_BYTES,
                "data-too-large": CHOSEN_TOO_LARGE,
            }
        ),
        allow_empty_file=True,
        max_length=None,
        error_messages={
            # Also where the connection ended in the middle of it: then the form comes without its file.
            "required": _("No file arrived. Choose one, and stay on the page until it is sent."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(TOO_LARGE))
        return file
