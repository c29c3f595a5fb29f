"""The ID of a deal as people read it."""

from salesgym.numbers.calculations.importing.rows.deals import WITHOUT_ID


def shown_id(external_id: str) -> str:
    """The ID as the CRM has it; empty where a key stands for it, which nobody can read."""
    return "" if external_id.startswith(WITHOUT_ID) else external_id
