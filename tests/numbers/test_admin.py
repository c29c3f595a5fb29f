from django.urls import reverse

from salesgym.numbers.models import Metric
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
    assert client.post(reverse("admin:numbers_metric_add"), made).status_code in {302, 403}
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
