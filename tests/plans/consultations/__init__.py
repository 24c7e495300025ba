"""Tests of plans.consultations."""
