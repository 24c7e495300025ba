"""The back office of plans: one module for each thing that staff work on."""

from plans.admin import editions, elements, institutions, parts, plan

__all__ = ["editions", "elements", "institutions", "parts", "plan"]
