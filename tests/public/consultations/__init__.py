"""Tests of public.consultations."""
