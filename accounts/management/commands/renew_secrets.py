"""Make with a new SECRET_KEY what the one of before had made."""

from django.core.management import BaseCommand, CommandError

from accounts.key_change.renewal import renew_secrets
from portal.romanian import count


class Command(BaseCommand):
    """Close second steps and sign sessions with the new key, so that the old one can go."""

    help = "După schimbarea SECRET_KEY: trece pe cheia nouă al doilea pas și sesiunile; cea veche se poate scoate."

    def handle(self, *args, **options):
        """Say what was renewed and until when the old key is still needed; fail where it is needed for longer."""
        done = renew_secrets()
        steps = count(done.second_steps, "secret", "secrete")
        sessions = count(done.sessions, "sesiune", "sesiuni")
        self.stdout.write(f"Pe cheia nouă: {steps} ale celui de-al doilea pas; trecute acum pe ea: {sessions}.")
        if done.lost:
            raise CommandError(
                "Al doilea pas al acestor conturi e încuiat cu o cheie care lipsește: "
                f"{', '.join(done.lost)}. Puneți-o în SECRET_KEY_FALLBACKS și rulați din nou, sau opriți-l la Persoane."
            )
        self.stdout.write(
            "Cheia veche poate fi scoasă din SECRET_KEY_FALLBACKS. Legăturile pentru parole uitate trimise cu ea "
            "(valabile trei zile) nu vor mai fi bune."
        )
