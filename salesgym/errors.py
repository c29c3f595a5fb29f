"""The two ways a rule says no. Nothing here knows Django."""


class Refused(Exception):
    """A rule said no. The raiser gives the sentence that the person reads."""


class NotEnoughYet(Refused):
    """Too few numbers to say anything: the page words it from these three."""

    def __init__(self, have: float, need: float, unit: str) -> None:
        self.have = have
        self.need = need
        self.unit = unit
        super().__init__(f"not enough yet: {have} of {need} {unit}")
