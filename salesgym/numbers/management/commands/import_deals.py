"""manage.py import_deals FILE."""

from argparse import ArgumentParser

from salesgym.numbers.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Take in a file of deals. The same file twice changes nothing."
    kind = "deals"
    noun = "deals"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--shift-to-now",
            action="store_true",
            help="Move all dates by whole weeks so that the file ends with the last complete week.",
        )
