"""The security log as what was promised to stay, for as long as it is kept."""

from portal.chain.records import RecordKind
from portal.security_log.models import KEEP_FOR, SecurityEvent

EVENTS = RecordKind(
    slug="portal_securityevent",
    label="fapte din jurnalul de securitate",
    model=SecurityEvent,
    place=lambda row: f"jurnalul de securitate, fapta {row.pk}",
    moment=lambda row: row.at,
    personal=("address",),
    kept_for=KEEP_FOR,
)
