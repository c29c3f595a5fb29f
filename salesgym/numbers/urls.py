"""Addresses of the numbers pages."""

from datetime import date

from django.urls import path, register_converter

from salesgym.numbers.views import gaps, import_deals, numbers_file, rep_numbers, team_numbers


class DayConverter:
    """A day as ISO 8601 writes it."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

app_name = "numbers"
urlpatterns = [
    path("people/<int:pk>/numbers/", rep_numbers.rep_numbers, name="rep_numbers"),
    path("people/<int:pk>/numbers/csv/", numbers_file.rep_numbers_csv, name="rep_numbers_csv"),
    path("people/<int:pk>/numbers/type/", rep_numbers.type_week, name="type_week"),
    path("people/<int:pk>/numbers/<day:day>/", rep_numbers.week, name="week"),
    path("numbers/team/", team_numbers.team_numbers, name="team_numbers"),
    path("numbers/team/csv/", numbers_file.team_numbers_csv, name="team_numbers_csv"),
    path("numbers/views/<int:pk>/remove/", team_numbers.remove_view, name="remove_view"),
    path("numbers/gaps/", gaps.gaps, name="gaps"),
    path("numbers/deals/", import_deals.import_deals, name="import_deals"),
    path("numbers/deals/<int:pk>/", import_deals.preview_deals, name="preview_deals"),
    path("numbers/deals/<int:pk>/confirm/", import_deals.confirm_deals, name="confirm_deals"),
    path("numbers/deals/<int:pk>/drop/", import_deals.drop_deals, name="drop_deals"),
]
