"""What this app adds to every plan: its indicators, and what is owed when it is published."""

from indicators import composition
from indicators.editing import arrival, baselines, carried_values, copying, targets
from indicators.reporting import schedule
from plans.extensions import Extension
from plans.problems import warning
from portal.romanian import count


class IndicatorsExtension(Extension):
    """The indicators of a plan: in its document, in its readiness, in its copies; and the reports that it asks for."""

    def document_values(self, plan):
        """Return the plan's indicators with their targets."""
        return composition.fields(plan)

    def problems(self, plan):
        """Return what is wrong with the plan's indicators, and the baselines that nobody has confirmed."""
        later = len(baselines.later_baselines(plan))
        told = f"Planul de dinainte dă acum {count(later, 'valoare', 'valori')} de referință, de preluat la Indicatori."
        return (
            composition.problems(plan)
            + [
                warning(
                    f"Valoarea de referință a indicatorului „{row}” a fost preluată din raportare: confirmați-o.", row
                )
                for row in baselines.unconfirmed_baselines(plan)
            ]
            + ([warning(told, plan)] if later else [])
        )

    def after_publication(self, edition, *, previous):
        """Record what the new edition is the first to promise, and owe the reports that it asks for."""
        targets.record_publication(edition)
        schedule.create_due_reports(edition.plan, edition.read())

    def copy_to_elements(self, copies, *, by):
        """Copy the indicators of elements, without targets."""
        copying.copy_indicators(copies, by=by)

    def succession_offers(self, plan, elements):
        """Return what a successor may take of the indicators and the targets."""
        return copying.succession_offers(plan, elements)

    def carried_values(self, plan, elements, renewal, chosen):
        """Return what becomes of the baselines and of the promised periods."""
        return carried_values.carried_values(plan, elements, renewal, chosen)

    def copy_to_successor(self, source, target, copies, *, chosen, by):
        """Copy the indicators that were chosen, the last accepted values as baselines to be confirmed."""
        copying.copy_to_successor(source, target, copies, chosen=chosen, by=by)

    def take_in(self, document, plan, elements, *, bodies, continued, by, reason):
        """Write the indicators and targets of a document into its new plan."""
        arrival.take_in_indicators(document, plan, elements, bodies=bodies, continued=continued, by=by, reason=reason)
