"""Is everything that was promised to stay still what it was?"""

import argparse
import re

from django.core.management import BaseCommand, CommandError

from portal.chain import records, sealing, verification
from portal.chain.models import ChainEntry
from portal.romanian import count

CHANGED, NOTHING = 1, 3


def _kept_head(text: str) -> tuple[int, str]:
    """Read the head of the chain as it was printed earlier."""
    if not re.fullmatch(r"\d+:[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError("scrieți capul lanțului cum a fost afișat: numărul, două puncte, amprenta")
    sequence, _, digest = text.partition(":")
    return int(sequence), digest


class Command(BaseCommand):
    """Verify the chain, every record with its file, what can be made again, and what protects the tables."""

    help = (
        "Verifică tot ce s-a promis că rămâne: ediții, fișiere, raportări acceptate, istoric, pagini, lanțul. "
        "Cod de ieșire: 0 totul este cum a fost, 1 ceva diferă, 3 nu este nimic de verificat."
    )

    def add_arguments(self, parser):
        """Take the head of the chain that was kept elsewhere."""
        parser.add_argument("--head", action="store_true", help="afișează numai capul lanțului, de păstrat altundeva")
        parser.add_argument(
            "--expect", type=_kept_head, metavar="NUMĂR:AMPRENTĂ", help="un cap al lanțului afișat mai demult"
        )

    def handle(self, *args, **options):
        """Say how many of each were verified, and each thing that is not as it was, as it is found."""
        head = sealing.head()
        if options["head"]:
            self.stdout.write(str(head or ""))
            return
        self.found = self.verified = 0
        tally = verification.Tally()
        self._examine("verigi ale lanțului", tally, verification.chain_findings(tally, options["expect"]))
        for kind in records.RECORD_KINDS.values():
            tally = verification.Tally()
            self._examine(kind.label, tally, verification.record_findings(kind, tally))
        for label, examine in records.EXAMINATIONS.items():
            tally = verification.Tally()
            self._examine(label, tally, _count_each(examine(), tally))
        self._report(verification.trigger_findings())
        self._conclude(head)

    def _examine(self, label: str, tally: verification.Tally, findings) -> None:
        """Say what is found of one kind, then how many were verified."""
        self._report(findings)
        self.verified += tally.verified
        waiting = f" ({verification.waiting_words(tally)})" if tally.unsealed else ""
        self.stdout.write(f"{label[:1].upper()}{label[1:]}: {tally.verified}{waiting}")

    def _report(self, findings) -> None:
        for finding in findings:
            self.found += 1
            self.stdout.write(f"! {finding}")

    def _conclude(self, head: ChainEntry | None) -> None:
        if self.found:
            raise CommandError(
                f"Nu totul este cum a fost: {count(self.found, 'loc', 'locuri')}, însemnate mai sus cu „!”.",
                returncode=CHANGED,
            )
        if not self.verified:
            raise CommandError(
                "Nu este nimic de verificat: baza de date nu are nicio ediție, nicio raportare, niciun istoric.",
                returncode=NOTHING,
            )
        self.stdout.write(f"Tot ce s-a promis că rămâne este cum a fost. Capul lanțului: {head or 'nu este încă'}")


def _count_each(findings, tally: verification.Tally):
    """Yield what was found, and count all that was looked at."""
    for finding in findings:
        tally.verified += 1
        if finding is not None:
            yield finding
