"""Who may report, judge and oversee: the only place of this app that asks about roles.

Reporters of an indicator's institution report it; reviewers of the body that a plan is reviewed by judge it; both, and
those who see the working plan, read it. Administrators may do everything. To everybody else it does not exist. Who acts
holds the role today; who held it once still reads what nobody wrote since.
"""

from django.db.models import F, Q
from django.utils import timezone

from indicators.models import Briefing, Evidence, Recommendation, Report, Sitting
from plans.models import Edition, Institution, Membership
from plans.permissions import Right, has_had_role, not_written_since, past_roles, visible_plans

Role = Membership.Role
REPORTERS = (Role.REPORTER,)
REVIEWERS = (Role.REVIEWER,)
# Who writes down a body's sittings and drafts its briefings: its reviewers, and those who write its plans.
SECRETARIAT = (Role.REVIEWER, Role.EDITOR, Role.PUBLISHER)
# Whom the pages, the notices and the desk of each are for: who holds such a role, and who held it.
is_reporter, is_reviewer, is_overseer = (has_had_role(*roles) for roles in (REPORTERS, REVIEWERS, SECRETARIAT))
RIGHTS = (
    Right("report", "Raportează indicatorii de care răspunde instituția sa, cu dovezi", REPORTERS),
    Right("answer", "Răspunde la recomandările primite de instituția sa", REPORTERS),
    Right("judge", "Acceptă sau întoarce ce se raportează la planurile pe care le evaluează instituția sa", REVIEWERS),
    Right("recommend", "Face recomandări și le verifică îndeplinirea", REVIEWERS),
    Right("record", "Consemnează ședințele organismului de evaluare și redactează informările", SECRETARIAT),
)


def institutions(user, *roles):
    """Return the institutions where the user holds one of the roles today; all of them for an administrator."""
    return _institutions(user, Membership.objects.current().filter(role__in=roles))


def known_institutions(user, *roles):
    """Return the institutions where the user holds or held one of the roles: what it let them read, they still read."""
    return _institutions(user, Membership.objects.begun().filter(role__in=roles))


def _known_rows(model, user, roles, institution: str, existed: str = ""):
    """Return the rows of the institutions where the user holds one of the roles, and of those where one has ended.

    Of the latter, those that had been there by `existed` and that nobody wrote since.
    """
    known = Q(**{f"{institution}__in": institutions(user, *roles)})
    for past in past_roles(user, roles):
        then = Q(**{institution: past.institution}) & not_written_since(model, past.end)
        known |= then & Q(**{f"{existed}__lt": timezone.localdate(past.end)}) if existed else then
    return model.objects.filter(known)


def _institutions(user, memberships):
    if not user.is_active or not user.is_authenticated:
        return Institution.objects.none()
    if user.is_superuser:
        return Institution.objects.all()
    return Institution.objects.filter(pk__in=memberships.filter(user=user).values("institution"))


def oversight_bodies(user):
    """Return the bodies with evaluators whose sittings the user writes down."""
    judging = Membership.objects.filter(role__in=REVIEWERS).values("institution")
    return institutions(user, *SECRETARIAT).filter(pk__in=judging)


def body_members(body, day):
    """Return the memberships of a body's evaluators that were valid on a day; none where either is not known.

    Nobody sits in another's place: who stands in is not a member.
    """
    if body is None or day is None:
        return Membership.objects.none()
    rows = Membership.objects.current(on=day).own().filter(institution=body, role__in=REVIEWERS)
    return rows.order_by("user__last_name", "user__first_name", "user__username", "pk")


def reportable_reports(user):
    """Return the reports that the user fills in."""
    return Report.objects.filter(institution__in=institutions(user, *REPORTERS))


def reviewable_reports(user):
    """Return the reports that the user's body judges."""
    return Report.objects.filter(indicator__plan__reviewer__in=institutions(user, *REVIEWERS))


def known_reports(user):
    """Return the reports that the user fills in, or filled in while they had the role."""
    return _known_rows(Report, user, REPORTERS, "institution", "period_start")


def known_reviewable_reports(user):
    """Return the reports that the user's body judges, or judged while they were in it."""
    return _known_rows(Report, user, REVIEWERS, "indicator__plan__reviewer", "period_start")


def judgeable_reports(user):
    """Return the reports that the user may accept or give back: nobody judges what they reported.

    Nor what was reported by who they stand in for, or in their place.
    """
    today = Membership.objects.current().exclude(stands_in_for=None)
    replaced = today.filter(user=user).values("stands_in_for__user")
    replacing = today.filter(stands_in_for__user=user).values("user")
    reports = reviewable_reports(user).exclude(reported_by=user)
    return reports.exclude(reported_by__in=replaced).exclude(reported_by__in=replacing)


def readable_reports(user):
    """Return the reports that the user may read before they are public."""
    if not user.is_active or not user.is_authenticated:
        return Report.objects.none()
    return Report.objects.filter(
        Q(pk__in=known_reports(user))
        | Q(pk__in=known_reviewable_reports(user))
        | Q(indicator__plan__in=visible_plans(user))
    )


def has_interest(user, institution) -> bool:
    """Tell whether the user belongs to the institution today, in any role: the user's judgement of it says so."""
    return Membership.objects.current().filter(user=user, institution=institution).exists()


def readable_evidence(user):
    """Return the evidence that the user may open; it follows what it is evidence of.

    What was not sent opens to those who report, or answer, alone; what was sent to those who judge it, too; what was
    accepted, or answered, to everybody, where it is public and an edition of the plan is.
    """
    if not user.is_active or not user.is_authenticated:
        return public_evidence()
    if user.is_superuser:
        return Evidence.objects.all()
    sent = Q(added_at__lte=F("report__reported_at")) | Q(recommendation__answered_on__isnull=False)
    mine = Q(pk__in=public_evidence())
    for roles, places in (
        (REPORTERS, ("report__institution", "recommendation__addressed_to")),
        (REVIEWERS, ("report__indicator__plan__reviewer", "recommendation__body")),
    ):
        held = institutions(user, *roles).values("pk")
        rights = Q(**{f"{places[0]}__in": held}) | Q(**{f"{places[1]}__in": held})
        for past in past_roles(user, roles):
            theirs = Q(**{places[0]: past.institution}) | Q(**{places[1]: past.institution})
            rights |= theirs & Q(added_at__lt=past.end) & (Q() if roles == REPORTERS else sent_before(past.end))
        mine |= rights & (Q() if roles == REPORTERS else sent)
    return Evidence.objects.filter(mine)


def sent_before(end) -> Q:
    """Keep the evidence that was sent to its judges before a moment."""
    return Q(report__reported_at__lt=end) | Q(recommendation__answered_on__lt=timezone.localdate(end))


def public_evidence():
    """Return the evidence that everybody may open: public, of what was accepted or answered, of a published plan."""
    published = Edition.objects.public().values("plan")
    accepted = Q(report__state=Report.State.ACCEPTED, report__indicator__plan__in=published)
    answered = Q(recommendation__answered_on__isnull=False, recommendation__plan__in=published)
    return Evidence.objects.filter(accepted | answered, is_public=True)


def recordable_sittings(user):
    """Return the sittings that the user writes down."""
    return Sitting.objects.filter(body__in=institutions(user, *SECRETARIAT))


def known_sittings(user):
    """Return the sittings that the user writes down, or wrote down while they had the role."""
    return _known_rows(Sitting, user, SECRETARIAT, "body")


def draftable_briefings(user):
    """Return the briefings that the user drafts and records as adopted."""
    return Briefing.objects.filter(sitting__body__in=institutions(user, *SECRETARIAT))


def known_briefings(user):
    """Return the briefings that the user drafts; of the bodies where the role ended, those adopted until then.

    A draft keeps no history: what it said then cannot be shown.
    """
    known = Q(sitting__body__in=institutions(user, *SECRETARIAT))
    for past in past_roles(user, SECRETARIAT):
        known |= Q(sitting__body=past.institution, adopted_on__lt=timezone.localdate(past.end))
    return Briefing.objects.filter(known)


def issued_recommendations(user):
    """Return the recommendations that the user verifies and closes."""
    return Recommendation.objects.filter(body__in=institutions(user, *REVIEWERS))


def known_issued_recommendations(user):
    """Return the recommendations of the bodies that the user judges in, or judged in."""
    return _known_rows(Recommendation, user, REVIEWERS, "body")


def known_received_recommendations(user):
    """Return the recommendations to the institutions that the user reports for, or reported for."""
    return _known_rows(Recommendation, user, REPORTERS, "addressed_to")


def answerable_recommendations(user):
    """Return the recommendations that the user answers."""
    return Recommendation.objects.filter(addressed_to__in=institutions(user, *REPORTERS))


def readable_recommendations(user):
    """Return the recommendations whose drafts of an answer the user may see."""
    return Recommendation.objects.filter(
        Q(pk__in=known_issued_recommendations(user)) | Q(pk__in=known_received_recommendations(user))
    )
