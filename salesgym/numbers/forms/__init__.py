from salesgym.numbers.forms.saved_view import SavedViewForm
from salesgym.numbers.forms.week import WeekForm

__all__ = ["SavedViewForm", "WeekForm"]
