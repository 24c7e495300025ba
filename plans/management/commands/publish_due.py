"""The hour of what was approved for later, from cron."""

from django.core.management import BaseCommand, CommandError

from plans.approval.schedule import publish_due


class Command(BaseCommand):
    """Publish the plans whose hour has come."""

    help = "Publică planurile aprobate pentru o oră care a trecut. Se rulează din cron, la câteva minute."

    def handle(self, *args, **options):
        """Publish, and say what became of each; what failed is tried again by the next run."""
        outcome = publish_due()
        for edition in outcome.published:
            self.stdout.write(f"{edition.plan.slug}: publicat ca ediția {edition.number}.")
        for submission in outcome.put_back:
            self.stdout.write(f"{submission.plan.slug}: nepublicat. {submission.answer}")
        if outcome.failed:
            failed = ", ".join(outcome.failed)
            raise CommandError(f"Nu s-au putut publica: {failed}. Se încearcă din nou la următoarea rulare.")
