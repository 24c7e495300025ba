"""The tables that belong to no subject and whose rows stay as they were written."""

from portal.append_only import FrozenTable
from portal.security_log.models import KEEP_FOR

FROZEN_TABLES = (
    FrozenTable(name="portal_chainentry"),
    FrozenTable(name="portal_erasure"),
    FrozenTable(name="portal_securityevent", erasable=("address",), moment="at", kept_days=KEEP_FOR.days),
)
