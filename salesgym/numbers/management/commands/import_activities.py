"""manage.py import_activities FILE."""

from salesgym.numbers.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Take in a file of calls, emails and meetings, summed to weeks. The same file twice changes nothing."
    )
    kind = "activities"
    noun = "activities"
