"""What every page and form shares."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal app; it knows no subject."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self):
        """Register the checks, protect the log and the chain, and show administrators the way to the log."""
        from portal import mail, sqlite  # noqa: F401
        from portal.chain import records
        from portal.chain.erasure import ERASURES
        from portal.frozen_tables import FROZEN_TABLES
        from portal.logs import hide_rest_of
        from portal.navigation import register_menu_item
        from portal.notices import mailing
        from portal.outbox.tasks import MAILING_RULES, MailingRules
        from portal.security_log.records import EVENTS

        records.register(ERASURES, EVENTS, frozen=FROZEN_TABLES)
        MAILING_RULES[mail.ABOUT] = MailingRules(mail.is_letter_wanted)
        MAILING_RULES[mailing.ABOUT] = MailingRules(
            mailing.is_letter_wanted, mailing.letter_headers, mailing.release_notices
        )
        hide_rest_of("/cont/notificari/oprire/")
        register_menu_item("Jurnal de securitate", "/jurnal/")
