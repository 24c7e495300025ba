"""Who may report, judge and oversee: the only place of this app that asks about roles.

Reporters of an indicator's institution report it; reviewers of the body that a plan is reviewed by judge it; both, and
those who see the working plan, read it. Administrators may do everything. To everybody else it does not exist. Who acts
holds the role today; who held it once still reads.
"""

from django.db.models import Q

from indicators.models import Briefing, Evidence, Recommendation, Report, Sitting
from plans.models import Institution, Membership
from plans.permissions import Right, visible_plans

Role = Membership.Role
REPORTERS = (Role.REPORTER,)
REVIEWERS = (Role.REVIEWER,)
# Who writes down a body's sittings and drafts its briefings: its reviewers, and those who write its plans.
SECRETARIAT = (Role.REVIEWER, Role.EDITOR, Role.PUBLISHER)
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
    """Return the memberships of a body's evaluators that were valid on a day; none where either is not known."""
    if body is None or day is None:
        return Membership.objects.none()
    rows = Membership.objects.current(on=day).filter(institution=body, role__in=REVIEWERS)
    return rows.order_by("user__last_name", "user__first_name", "user__username", "pk")


def reportable_reports(user):
    """Return the reports that the user fills in."""
    return Report.objects.filter(indicator__institution__in=institutions(user, *REPORTERS))


def reviewable_reports(user):
    """Return the reports that the user's body judges."""
    return Report.objects.filter(indicator__plan__reviewer__in=institutions(user, *REVIEWERS))


def known_reports(user):
    """Return the reports that the user fills in, or filled in while they had the role."""
    return Report.objects.filter(indicator__institution__in=known_institutions(user, *REPORTERS))


def known_reviewable_reports(user):
    """Return the reports that the user's body judges, or judged while they were in it."""
    return Report.objects.filter(indicator__plan__reviewer__in=known_institutions(user, *REVIEWERS))


def judgeable_reports(user):
    """Return the reports that the user may accept or give back: nobody judges what they reported."""
    return reviewable_reports(user).exclude(reported_by=user)


def readable_reports(user):
    """Return the reports that the user may read before they are public."""
    if not user.is_active or not user.is_authenticated:
        return Report.objects.none()
    return Report.objects.filter(
        Q(indicator__institution__in=known_institutions(user, *REPORTERS))
        | Q(indicator__plan__reviewer__in=known_institutions(user, *REVIEWERS))
        | Q(indicator__plan__in=visible_plans(user))
    )


def has_interest(user, institution) -> bool:
    """Tell whether the user belongs to the institution today, in any role: the user's judgement of it says so."""
    return Membership.objects.current().filter(user=user, institution=institution).exists()


def readable_evidence(user):
    """Return the evidence that the user may open: public evidence of what is public, and that of readable reports."""
    public = Q(is_public=True) & (Q(report__state=Report.State.ACCEPTED) | ~Q(recommendation__answered_on=None))
    if not user.is_active or not user.is_authenticated:
        return Evidence.objects.filter(public)
    return Evidence.objects.filter(
        public | Q(report__in=readable_reports(user)) | Q(recommendation__in=readable_recommendations(user))
    )


def recordable_sittings(user):
    """Return the sittings that the user writes down."""
    return Sitting.objects.filter(body__in=institutions(user, *SECRETARIAT))


def known_sittings(user):
    """Return the sittings that the user writes down, or wrote down while they had the role."""
    return Sitting.objects.filter(body__in=known_institutions(user, *SECRETARIAT))


def draftable_briefings(user):
    """Return the briefings that the user drafts and records as adopted."""
    return Briefing.objects.filter(sitting__body__in=institutions(user, *SECRETARIAT))


def known_briefings(user):
    """Return the briefings that the user drafts, or drafted while they had the role."""
    return Briefing.objects.filter(sitting__body__in=known_institutions(user, *SECRETARIAT))


def issued_recommendations(user):
    """Return the recommendations that the user verifies and closes."""
    return Recommendation.objects.filter(body__in=institutions(user, *REVIEWERS))


def known_issued_recommendations(user):
    """Return the recommendations of the bodies that the user judges in, or judged in."""
    return Recommendation.objects.filter(body__in=known_institutions(user, *REVIEWERS))


def known_received_recommendations(user):
    """Return the recommendations to the institutions that the user reports for, or reported for."""
    return Recommendation.objects.filter(addressed_to__in=known_institutions(user, *REPORTERS))


def answerable_recommendations(user):
    """Return the recommendations that the user answers."""
    return Recommendation.objects.filter(addressed_to__in=institutions(user, *REPORTERS))


def readable_recommendations(user):
    """Return the recommendations whose drafts of an answer the user may see."""
    return Recommendation.objects.filter(
        Q(body__in=known_institutions(user, *REVIEWERS)) | Q(addressed_to__in=known_institutions(user, *REPORTERS))
    )
