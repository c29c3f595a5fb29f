"""A form of which some fields are asked only where a plan needs them."""

from typing import Any

from django import forms


class AskedWhere(forms.Form):
    """`asks` says by the name of a field whether it is asked; a field that it does not name always is."""

    def __init__(self, *args: Any, asks: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, is_asked in asks.items():
            if not is_asked:
                del self.fields[name]
