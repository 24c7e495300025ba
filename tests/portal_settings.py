"""Settings of the real portals of the tests: those of the portal, with passwords that are quick to check."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cluj_plans.settings import *  # noqa: F403


class QuickHasher(PBKDF2PasswordHasher):
    """The hash that the portal uses, counted through once: a login of a test need not resist a thief."""

    iterations = 1


PASSWORD_HASHERS = ["tests.portal_settings.QuickHasher"]
