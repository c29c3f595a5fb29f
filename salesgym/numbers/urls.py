"""URLs of the numbers pages."""

from datetime import date

from django.urls import path, register_converter

from salesgym.numbers.views import deal, early_signals, gaps, numbers_file, rep_numbers, team_numbers
from salesgym.numbers.views.imports import files, sources, steps


class DayConverter:
    """A day in ISO 8601 form."""

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
    path("numbers/import/", files.upload, name="upload"),
    path("numbers/imports/<int:pk>/", files.import_file, name="import_file"),
    path("numbers/imports/<int:pk>/answer/", steps.answer_import, name="answer_import"),
    path("numbers/imports/<int:pk>/decide/", steps.decide_import, name="decide_import"),
    path("numbers/imports/<int:pk>/choose/", steps.choose_import, name="choose_import"),
    path("numbers/imports/<int:pk>/dates/", steps.move_dates, name="move_dates"),
    path("numbers/imports/<int:pk>/invite/", steps.invite_owner, name="invite_owner"),
    path("numbers/imports/<int:pk>/confirm/", steps.confirm_import, name="confirm_import"),
    path("numbers/imports/<int:pk>/cancel/", steps.cancel_import, name="cancel_import"),
    path("numbers/imports/<int:pk>/undo/", steps.undo_import, name="undo_import"),
    path("numbers/imports/<int:pk>/left-out.csv", files.refused_lines, name="refused_lines"),
    path("numbers/imports/sources/<int:pk>/", sources.source, name="source"),
    path(
        "numbers/imports/sources/<int:pk>/names/<int:name_pk>/bring-back/",
        sources.bring_back,
        name="bring_back",
    ),
    path("signals/", early_signals.early_signals, name="early_signals"),
    path("signals/<int:pk>/talk/", early_signals.talk_about_signal, name="talk_about_signal"),
    path("numbers/deals/", files.import_deals, name="import_deals"),
    path("numbers/deals/out/", deal.deals_out, name="deals_out"),
    path("numbers/deals/<int:pk>/", deal.deal, name="deal"),
    path("numbers/deals/<int:pk>/take-out/", deal.take_out_deal, name="take_out_deal"),
    path("numbers/deals/<int:pk>/put-back/", deal.put_back_deal, name="put_back_deal"),
]
