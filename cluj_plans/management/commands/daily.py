"""What the portal does every night, in one command for cron."""

import logging

from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from accounts.profile import sessions
from cluj_plans.backups.alarm import raise_alarm
from indicators.reporting import schedule
from plans.models import Edition, Plan
from portal.notices.actions import prune_notices
from portal.notices.digests import send_digests
from portal.outbox.actions import prune_letters
from portal.romanian import count
from portal.security_log import recording as security_log
from portal.tasks.actions import prune_tasks
from public.common_pages import store_common_pages
from public.following.actions import prune_followers
from public.following.news import send_daily_news
from public.mistakes.actions import erase_expired
from public.page_refresh import refresh_day
from public.search.indexing import index_all_sittings
from public.sharing.pictures import prune_pictures

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Publish what is due, owe what plans ask for, make again the pages whose day has come, remind, seal, forget."""

    help = (
        "Rulează în fiecare noapte: publică planurile a căror oră a trecut, creează raportările datorate, reface "
        "paginile expirate, trimite reamintirile și rezumatele, sigilează ce s-a scris, șterge din jurnal și dintre "
        "sesiuni ce a expirat."
    )

    def handle(self, *args, **options):
        """Do all of it; what fails for one plan keeps nothing else from being done, and is said at the end."""
        failed = self._run("publish_due")
        # One document at a time in memory.
        for key, slug in Edition.objects.current().order_by("plan__slug").values_list("pk", "plan__slug"):
            try:
                self._renew(Edition.objects.select_related("plan").get(pk=key))
            except Exception:
                log.exception("%s", slug)
                failed.append(slug)
        store_common_pages()
        # What was written of a sitting before its day is public from that day on.
        index_all_sittings()
        failed += self._run("remind")
        digests, left = send_digests()
        failed += left
        news, left = send_daily_news()
        failed += left
        if digests:
            self.stdout.write(f"S-au scris {count(digests, 'rezumat', 'rezumate')} de notificări.")
        if news:
            self.stdout.write(f"S-au scris {count(news, 'e-mail', 'e-mailuri')} celor care urmăresc planurile.")
        failed += self._run("seal")
        failed += self._forget()
        if raise_alarm():
            self.stdout.write("Copia de siguranță lipsește: administratorii sunt înștiințați.")
        if failed:
            raise CommandError(f"Nu totul s-a făcut: {'; '.join(failed)}.")

    def _run(self, command) -> list[str]:
        """Run another command; return what it says has failed."""
        try:
            call_command(command, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            return [str(error).rstrip(".")]
        return []

    def _forget(self) -> list[str]:
        """Delete what was kept as long as the rules say: events of the log, sessions, work done, mails sent."""
        try:
            events, gone = security_log.delete_expired(), sessions.delete_expired()
            prune_tasks()
            prune_letters()
            prune_notices()
            erase_expired()
            prune_followers()
            prune_pictures()
        except DatabaseError:
            log.exception("What has expired was not deleted.")
            return ["ștergerea a ce a expirat"]
        if events or gone:
            told = count(events, "faptă din jurnal", "fapte din jurnal")
            self.stdout.write(f"S-au șters {told} și {count(gone, 'sesiune', 'sesiuni')}, expirate.")
        return []

    def _renew(self, edition):
        """Owe what a plan asks for, and make again what no longer says what is so."""
        plan: Plan = edition.plan
        published = edition.read()
        owed = schedule.create_due_reports(plan, published)
        made = refresh_day(plan, published, timezone.localdate(), is_owing_more=bool(owed))
        new = count(owed, "raportare nouă", "raportări noi")
        self.stdout.write(f"{plan.slug}: {new}, {count(made, 'pagină refăcută', 'pagini refăcute')}.")
