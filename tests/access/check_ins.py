"""The check-ins of the world: with the manager, one that the rep sees differently, and of the pair with the mentor."""

from datetime import datetime, timedelta

from coaching.models import CheckIn, PrivateNote
from tests.access.world import World, canary
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory


def add_check_ins(world: World, *, at: datetime) -> None:
    """Talks of the rep whose plan runs, each over for an hour, with what stands on them."""
    rep, manager, mentor = world.reps["active"], world.people["manager"], world.people["mentor"]
    when = at - timedelta(hours=1)
    talks = {
        "line": CheckInFactory(
            rep=rep, led_by=manager, planned_for=when, ended=True, notes=canary("bridge", "active")
        ),
        "differs": CheckInFactory(
            rep=rep,
            led_by=manager,
            planned_for=when,
            ended=True,
            seen_differently=canary("view", "active"),
            seen_differently_at=at,
        ),
        "pair": CheckInFactory(
            paired=True, plan=world.plans["active"], rep=rep, led_by=mentor, planned_for=when, ended=True
        ),
    }
    for state, talk in talks.items():
        world.add("check-in", state, (rep.pk, talk.pk))
    line: CheckIn = talks["line"]
    PrivateNote.objects.create(check_in=line, author=manager, text=canary("talk", "active"), saved_at=at)
    topic = TopicFactory(rep=rep)
    world.add("topic", "line", (rep.pk, line.pk, topic.pk))
    of_manager = TalkPromiseFactory(check_in=line)
    of_mentor = TalkPromiseFactory(check_in=line, by=mentor)
    world.add("promise of a check-in", "line", (rep.pk, line.pk, of_manager.pk))
    world.add("promise", "by_manager", of_manager)
    world.add("promise", "by_mentor", of_mentor)
