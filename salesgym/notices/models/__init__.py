from salesgym.notices.models.heartbeat import Heartbeat
from salesgym.notices.models.installation import Installation
from salesgym.notices.models.notice import Notice
from salesgym.notices.models.outage import Outage
from salesgym.notices.models.outbox import Letter, Outbox
from salesgym.notices.models.preference import Preference

__all__ = ["Heartbeat", "Installation", "Letter", "Notice", "Outage", "Outbox", "Preference"]
