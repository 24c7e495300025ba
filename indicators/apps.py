"""How progress is known: indicators and their targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators app; it adds its part to every published edition."""

    name = "indicators"
    verbose_name = "Indicatori"

    def ready(self):
        """Give publishing and the workspace a plan's indicators; show those who report and oversee their pages."""
        from indicators import followed, part
        from indicators.views import baselines, writing
        from plans import parts
        from plans.models import Membership
        from plans.tracking.followed import follow
        from plans.views.shell import add_place
        from plans.views.workspace.pages import BLOCKS

        parts.add_part(part)
        writing.take_part()
        BLOCKS.append(baselines.beside)
        for kind in (followed.INDICATORS, followed.TARGETS):
            follow(kind)
        reporter, reviewer = Membership.Role.REPORTER, Membership.Role.REVIEWER
        oversight = (reviewer, Membership.Role.EDITOR, Membership.Role.PUBLISHER)
        add_place("Ce am de raportat", "/raportare/", reporter, begin_here=(reporter,))
        add_place("De evaluat", "/evaluare/", reviewer, begin_here=(reviewer,))
        add_place("Ședințe", "/evaluare/sedinte/", *oversight)
        add_place("Informări și rapoarte", "/evaluare/informari/", *oversight)
        add_place("Recomandări", "/evaluare/recomandari/", reviewer)
        add_place("Recomandări primite", "/raportare/recomandari/", reporter)
