"""The systems that export files, and the columns by which they are recognized."""

from salesgym.numbers.calculations.importing.layout import key_of


def _signs(words: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in words.split(";"))


# Columns by which an export is recognized: two or more of one system identify it.
SIGNS = {
    "Salesforce": _signs(
        """opportunity owner; fiscal period; opportunity name; owner role; forecast category; case safe id; stage name; task subtype;
        company / account; lead source; activity id; is won; is closed; opportunity id; age"""
    ),
    "HubSpot": _signs(
        """record id; deal name; deal stage; deal owner; pipeline; create date; associated company; associated contact ids;
        activity assigned to; activity type; dealname; dealstage; closedate; hs object id; hubspot owner id; associated deal"""
    ),
    "Pipedrive": _signs(
        """deal - id; deal - title; deal - status; deal - owner; deal - value; deal - stage; deal - won time; deal - organization; deal - deal created;
        won time; lost time; expected close date; add time; deal - deal closed on; stage change time; activity - type; activity - due date; activity - done;
        activity - subject; activity - assigned to user; assigned to user"""
    ),
    "Zoho CRM": _signs(
        """potential name; potential owner; deal owner; closing date; deal owner id; potential id; deal name; created time;
        account name; lead source; modified time; expected revenue; deal owner name; owner id"""
    ),
    "Microsoft Dynamics 365": _signs(
        """(do not modify) opportunity; (do not modify) row checksum; (do not modify) modified on; topic; potential customer;
        est. close date; est. revenue; status reason; actual revenue; actual close date; pipeline phase; originating lead; created on"""
    ),
}
