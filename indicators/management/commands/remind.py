"""Remind those who have something to report or to answer; fit for cron, and safe to run again on the same day."""

from django.core.management import BaseCommand, CommandError

from indicators.reporting import reminders
from portal.romanian import count


class Command(BaseCommand):
    """Send the day's reminders that were not sent; one mail a person."""

    help = "Trimite reamintirile zilei: ce e întârziat, întors sau de trimis în șapte zile. Niciuna de două ori."

    def handle(self, *args, **options):
        """Send; say how many, who could not be reached and what the mail server refused."""
        day = reminders.prepare_reminders()
        outcome = reminders.send_reminders(day.letters)
        for institution in day.unreachable:
            self.stdout.write(f"{institution.name}: nimeni nu raportează și instituția nu are adresă de e-mail.")
        already = f" Trimise deja azi: {outcome.already}." if outcome.already else ""
        self.stdout.write(f"Reamintiri trimise: {outcome.sent}.{already}")
        for failure in outcome.failures:
            self.stderr.write(failure)
        if outcome.failures:
            missing = count(len(outcome.failures), "reamintire netrimisă", "reamintiri netrimise")
            raise CommandError(f"{missing}.")
