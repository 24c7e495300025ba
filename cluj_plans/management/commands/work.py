"""The process that does what takes long: files, imports, mails."""

import signal

from django.core.management import BaseCommand

from portal.tasks.worker import Worker, end_with_parent


class Command(BaseCommand):
    """Do the tasks that wait, until told to stop; killed, it loses nothing and does nothing twice."""

    help = "Face lucrările care așteaptă: fișiere, importuri, mesaje. Rulează ca serviciu, lângă serverul web."

    def add_arguments(self, parser):
        """Take when to end."""
        parser.add_argument("--once", action="store_true", help="se oprește când nu mai așteaptă nimic")
        parser.add_argument("--with-parent", action="store_true", help="se oprește odată cu procesul care l-a pornit")

    def handle(self, *args, once, with_parent, **options):
        """Work; Ctrl+C and a service's stop let the task at hand end, for a few seconds."""
        worker = Worker()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.stop)
        if with_parent:
            end_with_parent(signal.SIGTERM)
        worker.run(is_once=once)
