"""Bases of every kind of number, as plans are judged by them, without a database."""

from plans.calculations.forecast.basis import Basis, Kind


def basis_of(kind=Kind.RATIO, **fields):
    """A rep at 20 % with 25 tries a week who is to get to 30 % in 12 weeks; or another kind of number alike."""
    kinds = {
        Kind.RATIO: {"total": 65, "over": 325, "prior": (20, 80), "week_sizes": (25.0,) * 13, "goal": 0.30},
        Kind.COUNT: {"total": 104, "over": 13, "prior": (25, 3.1), "week_sizes": (1.0,) * 13, "goal": 12.0},
        Kind.MONEY: {
            "total": 104_000,
            "over": 13,
            "prior": (25, 0.0031),
            "spread": 3_000,
            "week_sizes": (1.0,) * 13,
            "goal": 12_000,
        },
        Kind.AVERAGE: {
            "total": 360_000,
            "over": 40,
            "prior": (9_000, 2e6),
            "spread": 0.3,
            "week_sizes": (3.0, 2.0, 4.0) * 4,
            "goal": 12_500,
        },
    }
    known = {
        "kind": kind,
        "weeks": 13,
        "until": None,
        "reps": 13,
        "spread": 1.5,
        "plan_weeks": 12,
        "lower_is_better": False,
        "seed": 7,
    }
    return Basis(**{**known, **kinds[kind], **fields})
