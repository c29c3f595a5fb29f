"""The sentences for what the IDs of a file cannot tell."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.lacks import Code, Lack
from salesgym.numbers.queries.imports.lacks.identity import ADD_UP, GO_ON, ONE_AMOUNT


def option_labels() -> dict[tuple[Code, str], str]:
    """The words of each choice, by code and option."""
    return {
        (Code.REPEATED_ID, ONE_AMOUNT): _("The amount is the deal's"),
        (Code.REPEATED_ID, ADD_UP): _("The lines add up to the deal"),
        (Code.NO_ID, GO_ON): _("Go on without"),
    }


def rounded_id(lack: Lack) -> tuple[str, str]:
    title = ngettext("%(n)s rounded ID", "%(n)s rounded IDs", lack.count)
    follows = _("A spreadsheet has rounded this ID: format the column as text and export again.")
    return title % {"n": f"{lack.count:,}"}, follows


def repeated_id(lack: Lack) -> tuple[str, str]:
    title = _("One deal on several lines")
    follows = ngettext(
        "%(n)s line shares its ID with others. Every deal counts once: with the amount on which its lines agree, "
        "or with their sum.",
        "%(n)s lines share their ID with others. Every deal counts once: with the amount on which its lines agree, "
        "or with their sum.",
        lack.count,
    )
    return title, follows % {"n": f"{lack.count:,}"}


def no_id(lack: Lack) -> tuple[str, str]:
    follows = _(
        "Without it, name, account and created day tell deals apart: a renamed deal counts twice, and two deals "
        "that look alike stay out. Better add it and export again, or choose its column below."
    )
    return _("The file has no deal ID"), follows


def ways(system: str) -> list[str]:
    """How to add the ID in each system, the recognized one first."""
    known = {
        "Salesforce": _("Salesforce: edit the report and add the column Opportunity ID."),
        "HubSpot": _("HubSpot: export the deals; the file has Record ID."),
        "Pipedrive": _("Pipedrive: add the column ID to the list of deals before the export."),
        "Zoho CRM": _("Zoho CRM: export the deals as a module; the file has Record Id."),
        "Microsoft Dynamics 365": _(
            "Dynamics 365: export to Excel; hidden column A, (Do Not Modify), has the ID."
        ),
    }
    return [known[name] for name in sorted(known, key=lambda name: name != system)]


WORDS = {Code.ROUNDED_ID: rounded_id, Code.REPEATED_ID: repeated_id, Code.NO_ID: no_id}
