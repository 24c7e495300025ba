"""Every address of a plan that was ever public leads on: to where its element is now, or to what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plans.document import Document
from plans.models import Edition, Plan
from plans.render.html.pages import FormerHolder
from public.models import PublicAddress


@dataclass(frozen=True)
class AddressHolder:
    """What an address stood for in an edition: an element or an indicator, by its uid, in words."""

    address: str
    uid: str
    label: str


def record_addresses(edition: Edition) -> None:
    """Keep the addresses of a new edition: what each stands for, and that this edition is the newest to say so."""
    rows = [_row(edition, holder) for holder in _holders(edition.read())]
    PublicAddress.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["plan", "address", "uid"],
        update_fields=["edition", "label"],
    )


def record_all_addresses(plan: Plan) -> None:
    """Read again, from every edition of a plan, what its addresses stood for; public editions speak last."""
    PublicAddress.objects.filter(plan=plan).delete()
    editions = plan.editions.select_related("withdrawal").order_by("number")
    for edition in sorted(editions, key=lambda one: (not hasattr(one, "withdrawal"), one.number)):
        record_addresses(edition)


def former_holders(plan: Plan, current: Document) -> dict[str, list[FormerHolder]]:
    """Return what else the addresses of a plan's current edition stood for, by address, the latest first."""
    places = current_addresses(current)
    found: dict[str, list[FormerHolder]] = {}
    for row in _rows(plan).exclude(edition__number=current.edition.number):
        if places.get(row.uid) != row.address:
            found.setdefault(row.address, []).append(former_holder(row, places))
    return found


def former_addresses(plan: Plan, address: str) -> list[PublicAddress]:
    """Return what an address of a plan stood for, the latest first."""
    return list(_rows(plan).filter(address=address))


def former_holder(row: PublicAddress, places: Mapping[str, str]) -> FormerHolder:
    """Return what an address stood for, as a page says it; nothing of what only a withdrawn edition said."""
    is_public = not hasattr(row.edition, "withdrawal")
    return FormerHolder(
        label=row.label if is_public else "",
        edition=row.edition.number,
        is_public=is_public,
        address=places.get(row.uid, ""),
    )


def current_addresses(current: Document) -> dict[str, str]:
    """Return where a plan's elements and indicators are, by their uids."""
    return {holder.uid: holder.address for holder in _holders(current)}


def _rows(plan: Plan):
    return PublicAddress.objects.filter(plan=plan).select_related("edition__withdrawal").order_by("-edition__number")


def _holders(document: Document) -> Iterable[AddressHolder]:
    for element in document.elements:
        yield AddressHolder(element.address, element.uid, element.printed_name)
    for indicator in document.indicators:
        yield AddressHolder(f"indicatori/{indicator.number}", indicator.uid, indicator.title)


def _row(edition: Edition, holder: AddressHolder) -> PublicAddress:
    return PublicAddress(
        plan_id=edition.plan_id, edition=edition, address=holder.address, uid=holder.uid, label=holder.label
    )
