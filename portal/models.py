"""The tables that belong to no subject."""

from portal.security_log.models import SecurityEvent

__all__ = ["SecurityEvent"]
