"""Indicators that owe reports, in a real portal."""

ASK = """
from django.contrib.auth import get_user_model
from indicators.models import Indicator
from plans.models import Institution, Plan
from plans.editions.publishing import publish
plan = Plan.objects.get(slug="atop-2024")
asked = {"frequency": "yearly", "unit": "accidente", "institution": Institution.objects.get(code="ipj-cluj")}
for number in range(1, 14):
    plan.indicators.filter(number=number).update(nature="ratio" if number == 2 else "count", **asked)
publish(plan, by=get_user_model().objects.get(username="aprobator"), note="Se raportează.")
"""
