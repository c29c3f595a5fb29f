"""The mails of check-ins, of what is promised in them, and of joint calls."""

from datetime import datetime, timedelta

from coaching.areas.deals.models import JointCall
from coaching.models import CheckIn, TalkRequest
from plans.models import Commitment
from tests.access.mail_rows import MANAGERS, Refs, Row, after, said
from tests.access.world import World, canary

SIDES = said("Check-in with Manager", "Check-in with Manager", "Active Rep") | said(
    "Check-in with Active", "Check-in with Active", "Manager"
)


def _talk(state: str) -> object:
    def refs(world: World, at: datetime) -> Refs:
        talk = world.things["talk"][state]
        return {"talk": talk.pk, "sequence": talk.sequence}

    return refs


def _before(world: World, at: datetime) -> datetime:
    return world.things["talk"]["planned"].planned_for - timedelta(days=1)


def _called_off(world: World, at: datetime) -> Refs:
    talk = CheckIn.objects.exclude(called_off_at=None).get()
    return {"talk": talk.pk, "sequence": talk.sequence}


def _line(state: str) -> object:
    return lambda world, at: {"check_in": world.things["check-in"][state][1]}


def _confirmed(world: World, at: datetime) -> Refs:
    refs = _line("line")(world, at)
    CheckIn.objects.filter(pk=refs["check_in"]).update(
        lead_confirmed_at=at, lead_confirmed_by=world.people["manager"]
    )
    return refs


def _answered(world: World, at: datetime) -> Refs:
    refs = _line("differs")(world, at)
    CheckIn.objects.filter(pk=refs["check_in"]).update(
        answer=canary("view", "active"), answered_at=at, answered_by=world.people["manager"]
    )
    return refs


def _released(world: World, at: datetime) -> Refs:
    promise = world.things["promise"]["by_manager"]
    Commitment.objects.filter(pk=promise.commitment_id).update(given_up_on=at.date())
    by = world.reps["active"].pk
    return {"check_in": promise.check_in_id, "promise": promise.pk, "by": by}


def _call(world: World, at: datetime) -> Refs:
    call = world.things["joint call"]["active"]
    JointCall.objects.filter(pk=call.pk).update(starts_at=at + timedelta(days=2))
    return {"call": call.pk, "call_version": call.version}


ROWS = {
    "coaching.check_in_planned": Row("a check-in is planned", _talk("planned"), SIDES),
    "coaching.check_in_moved": Row("a check-in is moved", _talk("planned"), SIDES),
    "coaching.check_in_called_off": Row(
        "a check-in is called off",
        _called_off,
        said("Check-in with Manager", "Manager called off your check-in of", "Active Rep")
        | said("Check-in with Active", "Manager called off your check-in of", "Manager"),
    ),
    "coaching.check_in_tomorrow": Row("a check-in is tomorrow", _talk("planned"), SIDES, goes_out=_before),
    "coaching.check_in_missed": Row(
        "a check-in was missed",
        _talk("planned"),
        said("Check-in with Manager", "The check-in with Manager of", "Active Rep")
        | said("Check-in with Active", "The check-in with Active of", "Manager"),
        goes_out=after(days=30),
    ),
    "coaching.check_in_calendar": Row("for the calendar of who planned it", _talk("planned"), SIDES),
    "coaching.talk_asked": Row(
        "a rep asks for a talk",
        lambda world, at: {"request": TalkRequest.objects.open().get(rep=world.reps["active"]).pk},
        said("Somebody asks for a talk", "Active asks for a talk", *MANAGERS),
    ),
    "coaching.check_in_confirm": Row(
        "the other side confirmed",
        _confirmed,
        said("A check-in for you to read", "Is this what you agreed?", "Active Rep"),
    ),
    "coaching.check_in_differs": Row(
        "the rep sees it differently",
        _line("differs"),
        said("A check-in waits for your answer", "Active sees it differently", *MANAGERS),
    ),
    "coaching.check_in_answered": Row(
        "how the rep sees it is answered",
        _answered,
        said("An answer about a check-in", "Manager answered how you see it", "Active Rep"),
    ),
    "coaching.promise_released": Row(
        "a promise is not needed any more",
        _released,
        said(
            "A promise of a check-in is not needed any more", "Not needed any more", "Manager", "Active Rep"
        ),
        also=("Away", "Deputy"),
    ),
    "deals.joint_call": Row(
        "a joint call is planned, moved or called off",
        _call,
        said("Joint call with Manager", "A joint call with Manager", "Active Rep")
        | said("Joint call with Active", "A joint call with Active", "Manager"),
    ),
}
