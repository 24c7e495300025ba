"""Remind those who have something to report or to answer; fit for cron, and safe to run again on the same day."""

from django.core.management import BaseCommand

from indicators.reporting import reminders


class Command(BaseCommand):
    """Write the day's reminders that were not written; one mail a person, which the outbox sends."""

    help = "Scrie reamintirile zilei: ce e întârziat, întors sau de trimis în șapte zile. Niciuna de două ori."

    def handle(self, *args, **options):
        """Write; say how many, and who could not be reached."""
        day = reminders.prepare_reminders()
        for institution in day.unreachable:
            self.stdout.write(f"{institution.name}: nimeni nu raportează și instituția nu are adresă de e-mail.")
        written = reminders.write_reminders(day.letters)
        earlier = f" Scrise deja azi: {len(day.letters) - written}." if written < len(day.letters) else ""
        self.stdout.write(f"Reamintiri scrise: {written}.{earlier}")
