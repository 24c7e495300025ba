"""Who enters the portal."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app; neither of the others knows of it."""

    name = "accounts"
    verbose_name = "Conturi"

    def ready(self):
        """Show administrators the way to the people; follow invitations; keep links' secrets out of logs."""
        from accounts.entering import adapters
        from accounts.invitations import actions as invitation_actions
        from portal.logs import hide_rest_of
        from portal.navigation import register_menu_item
        from portal.outbox.tasks import MAILING_RULES, MailingRules

        MAILING_RULES[adapters.ABOUT] = MailingRules()
        MAILING_RULES[invitation_actions.ABOUT] = MailingRules(
            invitation_actions.is_letter_wanted, record_sending=invitation_actions.record_sending
        )

        hide_rest_of("/cont/invitatie/")
        hide_rest_of("/cont/parola/noua/")
        hide_rest_of("/calendar/")

        register_menu_item("Persoane", "/cont/persoane/")
