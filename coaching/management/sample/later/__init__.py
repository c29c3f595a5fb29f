"""One week later: the sample is lived on by seven days, through the same actions and tasks as the product."""

from django.conf import settings
from django.db import connection, transaction

from coaching.management.sample.later import days, figures, tasks
from coaching.management.sample.later.week import DAYS, Week
from salesgym import clock
from salesgym.people.models import DemoClock


@transaction.atomic
def live_week(*, ahead: int) -> bool:
    """Live seven days from where the demo's clock stands; False where it stands elsewhere than `ahead` days by now.

    One week at a time: a second click waits for the first, finds the clock moved on, and lives nothing twice. A week
    that breaks off is not lived at all. Raises OnlyInTheDemo elsewhere.
    """
    if not settings.IS_DEMO:
        raise clock.OnlyInTheDemo
    DemoClock.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        # The second click waits as long as the first lives; the limit of a page's statements is shorter.
        cursor.execute("SET LOCAL statement_timeout = 0")
    row = DemoClock.objects.select_for_update().get(pk=1)
    if row.days != ahead:
        return False
    tasks.get_to_know()
    week = Week(row, began_at=clock.machine_now())
    week.put_first(days.plan_day(week))
    for day in week.days():
        week.put_midnight(day)
        week.put(day, (6, 30), figures.bring_in)
        week.put(day, (6, 40), tasks.plan_talks)
        week.put(day, (6, 45), days.plan_day(week))
        for hour in tasks.hours_of(day):
            week.put(day, (hour, 0), tasks.do_all)
            week.put(day, (hour, 15), tasks.send_mails)
    week.put_last(tasks.do_all)
    week.live()
    row.days = ahead + DAYS
    row.save(update_fields=["days"])
    return True
