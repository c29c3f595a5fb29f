"""What the migrations put in is there for whoever comes next, under the numbers that it always had."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from salesgym.numbers.models import Metric
from salesgym.people.models import AreaSwitch
from tests.standard_rows import forgotten_afterwards

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_module_shares_begins_with_the_standard_rows(standard_rows):
    before = set(ContentType.objects.values_list("pk", "model"))
    switches = set(AreaSwitch.objects.values_list("pk", "name", "is_on"))
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    ContentType.objects.clear_cache()

    with forgotten_afterwards(standard_rows):
        for model in (Metric, ContentType):
            ContentType.objects.get_for_model(model)
        Metric.objects.filter(key="wins").update(name="Something else")

    assert set(ContentType.objects.values_list("pk", "model")) == before
    assert (ContentType.objects.get_for_model(Metric).pk, "metric") in before
    assert not Metric.objects.filter(name="Something else").exists()
    assert switches
    assert set(AreaSwitch.objects.values_list("pk", "name", "is_on")) == switches
