"""What is asked of notices and of the choices about them."""

from collections.abc import Iterable

from portal.notices.kinds import NOTICE_KINDS, NoticeKind, NoticeWay
from portal.notices.models import Notice


def chosen_ways(person, kinds: Iterable[NoticeKind]) -> dict[str, str]:
    """Return when the person is mailed, by kind: as they chose, else as the kind begins."""
    chosen = dict(person.notice_preferences.values_list("kind", "way"))
    return {kind.code: chosen.get(kind.code, kind.default) for kind in kinds}


def unread_count(person) -> int:
    """Return how many notices the person has not opened."""
    return Notice.objects.unread().filter(recipient=person).count()


def may_be_mailed(notice: Notice) -> bool:
    """Tell whether the notice may leave by mail now: the account is open, it may see the thing and wants the mail."""
    kind, person = NOTICE_KINDS.get(notice.kind), notice.recipient
    if kind is None or not person.is_active or not person.email:
        return False
    return chosen_ways(person, [kind])[kind.code] != NoticeWay.OFF and kind.may_see(person, notice.about)
