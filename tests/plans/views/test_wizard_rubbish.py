"""Whatever is posted to a step gets an answer: saved, refused in words, or told that somebody was faster."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Plan, Skill
from tests.factories.numbers import give_weeks
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import STARTS_ON, DiagnosisFactory, PlanFactory

pytestmark = pytest.mark.django_db

FIELDS = {
    "focus": ["skill", "metric", "start", "typed_count", "typed_of", "typed_value", "typed_weeks"],
    "reason": [
        "skill_level",
        "will_level",
        "is_placed",
        "causes",
        "evidence",
        "strengths",
        "bridge",
        "tried",
        "headline",
        "why",
        "seen",
        "seen-0-seen_on",
        "seen-0-source",
        "seen-0-what",
    ],
    "big_picture": ["target", "typed"],
    "milestones": [
        "steps",
        "starts_on",
        "ends_on",
        *(
            f"step-{row}-{name}"
            for row in range(2)
            for name in ("pk", "measure", "title", "metric", "target", "due_on")
        ),
    ],
    "people": [
        "mentor",
        "mentor_name",
        "support",
        "support-0-what",
        "support-0-promised_by",
        "support-0-due_on",
    ],
}
RUBBISH = [
    "", " ", "0", "1", "-1", "3", "28", "99999999999999999999999", "1e400", "1e-400", "NaN", "Infinity", "0x10", "½", "٣",
    "\x00", "a\x00b", "<script>", "' OR 1=1 --", "2026-02-30", "0001-01-01", "9999-12-31", "2027-01-04", "12/31/2026",
    "typed", "numbers", "other", "metric", "count", "done", "technique", "learning_keen", "x" * 5000, "😀", "on",
]  # fmt: skip
ACTIONS = [
    "next",
    "close",
    "work_out",
    "add",
    "add_support",
    "add_seen",
    "draw",
    "remove-0",
    "remove-99999999999",
    "remove-x",
    "",
    "\x00",
]
VERSIONS = ["", "0", "1", "2", "-1", "x", "1.5", "9" * 30, "\x00"]


def drafted():
    OrganizationFactory()
    manager = UserFactory()
    rep = RepFactory(manager=manager)
    for key in ("meetings", "opportunities", "wins", "revenue"):
        give_weeks(rep, key, [9] * 13, until=STARTS_ON)
    plan = PlanFactory(rep=rep, manager=manager, skill=Skill.objects.get(key="discovery-questions"))
    DiagnosisFactory(plan=plan, causes=["technique", "time"])
    return plan


@pytest.mark.parametrize("name", FIELDS)
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(chosen=st.data())
def test_rubbish_gets_an_answer(client, name, chosen):
    plan = Plan.objects.first() or drafted()
    client.force_login(plan.manager)
    row_fields = [f"{kind}-{pk}-{field}" for kind, pk, field in rows_of(plan)] if name == "people" else []
    fields = chosen.draw(
        st.dictionaries(st.sampled_from([*FIELDS[name], *row_fields]), st.sampled_from(RUBBISH), max_size=12)
    )
    fields |= {
        "action": chosen.draw(st.sampled_from(ACTIONS)),
        "version": chosen.draw(st.sampled_from(VERSIONS)),
    }

    answer = client.post(reverse(f"plans:wizard_{name}", args=[plan.pk]), fields)

    assert answer.status_code in {200, 302, 409}


def rows_of(plan):
    for pk in plan.milestones.values_list("pk", flat=True):
        for field in ("what", "given_by", "cost"):
            yield "reward", pk, field
    for pk in plan.skill.drills.values_list("pk", flat=True):
        for field in ("chosen", "times_a_week", "when", "repetitions", "minutes"):
            yield "drill", pk, field


@pytest.mark.parametrize("rep", ["", "x", "-1", "9" * 30, "\x00", "²"])
def test_a_rep_nobody_knows_is_not_found(client, rep):
    plan = drafted()
    client.force_login(plan.manager)

    assert client.post(reverse("plans:start_plan"), {"rep": rep}).status_code == 404
    assert client.get(reverse("plans:start_plan"), {"rep": rep}).status_code == 200
