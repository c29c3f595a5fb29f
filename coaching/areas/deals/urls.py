"""Deals in coaching. `app_name` is the name of the area's switch."""

from django.urls import path

from coaching.areas.deals.views import call, deal, person_deals, prepare, scorecard

app_name = "deals"
urlpatterns = [
    path("people/<int:pk>/deals/", person_deals.person_deals, name="person_deals"),
    path("people/<int:pk>/deals/take/", deal.take_deal, name="take_deal"),
    path("deals/<int:pk>/prepare/", prepare.prepare_deal, name="prepare_deal"),
    path("deals/<int:pk>/remarks/", deal.add_remark, name="add_remark"),
    path("deals/<int:pk>/close/", deal.close_deal, name="close_deal"),
    path("deals/<int:pk>/call/", call.plan_call, name="plan_call"),
    path("deals/calls/<int:pk>/off/", call.call_off, name="call_off"),
    path("deals/calls/<int:pk>/score/", scorecard.score_call, name="score_call"),
    path("deals/calls/<int:pk>/debrief/", call.debrief_call, name="debrief_call"),
]
