"""Which typed week is confirmed, as the page showed it."""

from django import forms


class ConfirmWeekForm(forms.Form):
    week = forms.DateField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000)
