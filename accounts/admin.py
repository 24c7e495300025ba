"""Takes people, their roles and allauth's tables out of the back office.

They are looked after on the portal's own pages, where whatever is done to an account is written down.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

ELSEWHERE = (get_user_model(), Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession)

for model in ELSEWHERE:
    if admin.site.is_registered(model):
        admin.site.unregister(model)
