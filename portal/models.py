"""The tables that belong to no subject."""

from portal.chain.models import ChainEntry, Erasure, RecordSalt
from portal.notices.models import Notice, NoticePreference
from portal.outbox.models import Letter
from portal.security_log.models import SecurityEvent
from portal.tasks.models import Job, TaskWorker

__all__ = [
    "ChainEntry",
    "Erasure",
    "Job",
    "Letter",
    "Notice",
    "NoticePreference",
    "RecordSalt",
    "SecurityEvent",
    "TaskWorker",
]
