"""manage.py import_numbers FILE."""

from salesgym.numbers.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take in a file of weekly numbers. The same file twice changes nothing."
    kind = "numbers"
    noun = "lines"
