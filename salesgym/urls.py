"""All URLs. allauth's sign-in pages are listed one by one, so that its other pages stay closed."""

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from coaching.views.eyes import demo_see_as
from coaching.views.home import home
from salesgym.people.views.account import sign_in, sign_out
from salesgym.people.views.demo import demo_own_team, demo_sign_in

# What allauth answers with once one of its limits is used up.
handler429 = "salesgym.people.views.errors.too_many_requests"

account_urls = [
    path("login/", sign_in, name="account_login"),
    path("logout/", sign_out, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    # allauth sends signed-in people without a password here; only the demo has such people.
    path("password/set/", RedirectView.as_view(pattern_name="people:me"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(  # the pattern of allauth's own URL
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

# Django looks for these two names.
handler403 = "salesgym.people.views.errors.not_open"
handler404 = "salesgym.people.views.errors.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    *(path("", include(f"coaching.areas.{area}.urls")) for area in settings.AREAS),
    path("", include("coaching.urls")),
    path("account/", include(account_urls)),
    path("set-up/", admin.site.urls),
    path("", include("salesgym.people.urls")),
    path("", include("salesgym.numbers.urls")),
    path("", include("salesgym.notices.urls")),
    path("", include("plans.urls")),
]
if settings.IS_DEMO:
    from coaching.views.demo_week import demo_week, demo_week_later

    handler403 = "coaching.views.eyes.not_open"
    handler404 = "coaching.views.eyes.not_found"
    urlpatterns += [
        path("demo/sign-in/", demo_sign_in, name="demo_sign_in"),
        path("demo/own-team/", demo_own_team, name="demo_own_team"),
        path("demo/see-as/", demo_see_as, name="demo_see_as"),
        path("demo/week/", demo_week, name="demo_week"),
        path("demo/week/later/", demo_week_later, name="demo_week_later"),
    ]
