"""manage.py import_quotas FILE."""

from salesgym.numbers.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take in a file of quotas by month or quarter. The same file twice changes nothing."
    kind = "quotas"
    noun = "lines"
