from salesgym.numbers.models.csv_import import Import, PendingUpload
from salesgym.numbers.models.deal import Deal, DealSource
from salesgym.numbers.models.metric import Metric
from salesgym.numbers.models.weekly_value import WeeklyValue

__all__ = ["Deal", "DealSource", "Import", "Metric", "PendingUpload", "WeeklyValue"]
