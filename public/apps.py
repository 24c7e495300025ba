"""What a reader finds."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public app; nothing but the wiring imports it."""

    name = "public"
    verbose_name = "Pagini publice"

    def ready(self):
        """Make the public pages again when what they show changes."""
        from plans import extensions
        from portal.chain.records import register_examination
        from public.extension import PublicExtension
        from public.page_examination import page_findings

        register_examination("pagini publice", page_findings)
        extensions.register(PublicExtension())
