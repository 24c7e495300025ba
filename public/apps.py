"""What a reader finds."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public app; nothing but the wiring imports it."""

    name = "public"
    verbose_name = "Pagini publice"

    def ready(self):
        """Make the public pages again when what they show changes; let what readers write reach those who answer."""
        from plans import extensions
        from plans.workspace import frame
        from portal.chain.records import register_examination
        from portal.desk.entries import register_source
        from portal.logs import hide_rest_of
        from portal.notices.kinds import register_notice_kinds
        from portal.outbox.tasks import MAILING_RULES, MailingRules
        from public.extension import PublicExtension
        from public.following import letters
        from public.mistakes import letters as mistake_letters
        from public.mistakes.desk import SOURCE
        from public.mistakes.notices import MISTAKE_REPORTED
        from public.mistakes.staff_views import mistakes_block
        from public.page_examination import page_findings
        from public.search.examination import search_findings

        register_examination("pagini publice", page_findings)
        register_examination("locuri de căutare", search_findings)
        extensions.register(PublicExtension())
        register_source(SOURCE)
        register_notice_kinds(MISTAKE_REPORTED)
        MAILING_RULES[mistake_letters.ABOUT] = MailingRules(mistake_letters.is_letter_wanted)
        hide_rest_of("/sesizari/urmarire/")
        frame.register_block(mistakes_block, order=35)
        MAILING_RULES[letters.CONFIRMATION] = MailingRules(letters.is_confirmation_wanted)
        MAILING_RULES[letters.NEWS] = MailingRules(letters.is_news_wanted, letters.news_headers, letters.release_news)
        for name in ("confirmare", "alegeri", "renuntare"):
            hide_rest_of(f"/urmarire/{name}/")
