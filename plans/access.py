"""What the signed-in person may see and change, asked of plans.permissions once a request."""

from functools import cached_property

from plans import permissions


class Access:
    """The plans that one person sees and changes, each list read at most once."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def visible(self) -> set[int]:
        """Return the primary keys of the plans that the person may read."""
        return set(permissions.visible_plans(self.user).values_list("pk", flat=True))

    @cached_property
    def editable(self) -> set[int]:
        """Return the primary keys of the plans that the person may change."""
        return set(permissions.editable_plans(self.user).values_list("pk", flat=True))

    @cached_property
    def institutions(self) -> set[int]:
        """Return the primary keys of the institutions whose plans the person may write."""
        return set(permissions.editable_institutions(self.user).values_list("pk", flat=True))


def access_of(request) -> Access:
    """Return the access of the request's user."""
    if not hasattr(request, "plan_access") or request.plan_access.user != request.user:
        request.plan_access = Access(request.user)
    return request.plan_access
