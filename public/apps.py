"""What a reader finds."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public app; nothing but the wiring imports it."""

    name = "public"
    verbose_name = "Pagini publice"

    def ready(self):
        """Make the public pages again when what they show changes."""
        from plans import extensions
        from public.extension import PublicExtension

        extensions.register(PublicExtension())
