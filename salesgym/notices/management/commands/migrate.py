"""manage.py migrate: as the role that owns the tables, without a statement timeout; then the app's role gets its rights."""

from typing import Any

from django.core.management.commands import migrate

from salesgym.owner import as_owner, let_work


class Command(migrate.Command):
    help = f"{migrate.Command.help} Runs as the owner of the tables, where DATABASE_OWNER_URL names one."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner() as app:
            super().handle(*args, **options)
            let_work(app)
