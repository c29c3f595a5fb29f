from datetime import date

from django.urls import reverse

from salesgym.numbers.models import Metric, Quota
from tests.factories.imports import ImportFactory
from tests.factories.numbers import QuotaFactory
from tests.factories.people import UserFactory


def test_a_site_admin_adds_a_metric_and_nobody_else_does(client, organization):
    made = {
        "name": "Demos",
        "key": "demos",
        "kind": "count",
        "control": "shared",
        "position": "65",
        "unit": "demos",
    }
    client.force_login(UserFactory())
    assert client.post(reverse("admin:numbers_metric_add"), made).status_code in {302, 404}
    assert not Metric.objects.filter(key="demos").exists()
    client.force_login(UserFactory(site_admin=True))

    client.post(reverse("admin:numbers_metric_add"), made)

    assert Metric.objects.get(key="demos") in Metric.objects.typed()


def test_a_ratio_of_ratios_is_not_offered(client, organization):
    client.force_login(UserFactory(site_admin=True))

    form = client.get(reverse("admin:numbers_metric_add")).context["adminform"].form

    assert all(metric.is_stored for metric in form.fields["numerator"].queryset)


def test_what_a_metric_is_made_of_stays(client, organization):
    win_rate = Metric.objects.get(key="win_rate")
    client.force_login(UserFactory(site_admin=True))

    page = client.get(reverse("admin:numbers_metric_change", args=[win_rate.pk]))

    assert "numerator" not in page.context["adminform"].form.fields
    assert "short_phrase" in page.context["adminform"].form.fields


def test_a_site_admin_types_a_quota_from_any_day_of_its_first_month(client, organization, rep):
    client.force_login(UserFactory(site_admin=True))
    typed = {"rep": rep.pk, "starts_on": "2026-02-11", "months": "3", "amount": "30000"}

    client.post(reverse("admin:numbers_quota_add"), typed)

    assert Quota.objects.get().starts_on == date(2026, 2, 1)


def test_a_second_quota_for_one_period_is_refused_in_words(client, organization, rep):
    client.force_login(UserFactory(site_admin=True))
    QuotaFactory(rep=rep)
    typed = {"rep": rep.pk, "starts_on": "2026-01-31", "months": "3", "amount": "30000"}

    answer = client.post(reverse("admin:numbers_quota_add"), typed)

    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()
    assert Quota.objects.count() == 1


def test_quotas_are_found_by_the_name_of_the_rep(client, organization, rep):
    client.force_login(UserFactory(site_admin=True))
    QuotaFactory(rep=rep)
    QuotaFactory()

    page = client.get(reverse("admin:numbers_quota_changelist"), {"q": "Marcus"})

    assert [quota.rep for quota in page.context["cl"].result_list] == [rep]


def test_a_quota_that_somebody_corrects_is_no_longer_the_imports(client, organization, rep):
    client.force_login(UserFactory(site_admin=True))
    quota = QuotaFactory(rep=rep, origin=ImportFactory(kind="quotas"))
    typed = {"rep": rep.pk, "starts_on": "2026-01-01", "months": "3", "amount": "31000"}

    client.post(reverse("admin:numbers_quota_change", args=[quota.pk]), typed)

    quota.refresh_from_db()
    assert (quota.amount, quota.origin) == (31_000, None)


def test_nobody_but_a_site_admin_opens_quotas_in_the_set_up(client, organization, rep, manager):
    for person in (rep, manager):
        client.force_login(person)
        assert client.get(reverse("admin:numbers_quota_changelist")).status_code in {302, 404}
