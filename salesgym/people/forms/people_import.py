"""The form that uploads a file of people, and the one that confirms it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportPeopleForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or Excel file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv,text/plain"}),
    )
    email_domain = forms.CharField(
        label=_("Email domain"),
        required=False,
        max_length=200,
        help_text=_("Where the file has names and no addresses: example.com makes first.last@example.com."),
    )


class ConfirmImportForm(forms.Form):
    content = forms.CharField(strip=False, widget=forms.HiddenInput)
    email_domain = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
