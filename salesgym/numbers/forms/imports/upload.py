"""The form that uploads a file of numbers."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.models import Source

MOST_BYTES = 30 * 1024 * 1024
RECOGNIZE = ("", gettext_lazy("Recognize it"))
KINDS = [
    RECOGNIZE,
    (Source.Kind.DEALS, gettext_lazy("Deals")),
    (Source.Kind.NUMBERS, gettext_lazy("Weekly numbers")),
    (Source.Kind.ACTIVITIES, gettext_lazy("Activities")),
    (Source.Kind.QUOTAS, gettext_lazy("Quotas")),
]


class UploadForm(forms.Form):
    """The file, and optionally its kind."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        allow_empty_file=True,
        max_length=None,
        error_messages={
            "required": gettext_lazy("Choose a file first: the export of your CRM, or a spreadsheet."),
            "invalid": gettext_lazy("The file did not arrive. Choose it again."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it"),
        choices=KINDS,
        required=False,
        widget=forms.RadioSelect,
        initial="",
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 30 MB. Export a shorter time, or split the file in two.")
            )
        return file
