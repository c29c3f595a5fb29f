"""Addresses of the numbers pages."""

from django.urls import path

from salesgym.numbers.views import import_deals, rep_numbers

app_name = "numbers"
urlpatterns = [
    path("people/<int:pk>/numbers/", rep_numbers.rep_numbers, name="rep_numbers"),
    path("people/<int:pk>/numbers/type/", rep_numbers.type_week, name="type_week"),
    path("numbers/deals/", import_deals.import_deals, name="import_deals"),
    path("numbers/deals/<int:pk>/", import_deals.preview_deals, name="preview_deals"),
    path("numbers/deals/<int:pk>/confirm/", import_deals.confirm_deals, name="confirm_deals"),
    path("numbers/deals/<int:pk>/drop/", import_deals.drop_deals, name="drop_deals"),
]
