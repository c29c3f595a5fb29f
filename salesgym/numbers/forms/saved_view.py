"""The form that names a saved view."""

from django import forms
from django.utils.translation import gettext_lazy


class SavedViewForm(forms.Form):
    """The name under which to save the current filter."""

    view_name = forms.CharField(
        label=gettext_lazy("Name of this view"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the view a name, then save it.")},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
