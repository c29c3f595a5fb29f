"""--choose answers what a file cannot tell: by its code and one of its options, and by nothing else."""

import pytest
from django.core.management import CommandError, call_command

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.management.deciding import check_offered, chosen_by, said_lack
from salesgym.numbers.models import Import

LACK = Lack(Code.NO_AMOUNT, (3,), 1, ("keep", "leave_out"), is_asked=True)


def test_a_code_that_there_is_not_is_refused_with_the_codes():
    with pytest.raises(CommandError, match=r"no_such_thing is no code\. Codes are: no_lost, .*other_sheets"):
        chosen_by(["no_such_thing=keep"])


def test_an_option_that_is_not_offered_is_refused_with_the_options():
    check_offered([LACK], {"no_amount": "keep", "no_lost": "anything"})

    with pytest.raises(CommandError, match="the options are: keep, leave_out"):
        check_offered([LACK], {"no_amount": "drop"})


def test_what_somebody_decides_is_said_with_the_option_that_decides_it():
    assert said_lack(LACK).endswith(' Say --choose "no_amount=keep" or --choose "no_amount=leave_out".')


def test_a_choice_is_stored_before_the_file_is_compared(rep, deals_file, tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file("A1,Marcus Bell,GTX Pro,Acme,Won,10/12/2026,11/20/2026,4514"))

    call_command("import_deals", str(path), "--choose", "no_lost=complete", "--choose", "no_open=complete")

    chosen = decisions_from_json(Import.objects.get().decisions).chosen
    assert chosen == {"no_lost": "complete", "no_open": "complete"}
