"""Tests of what is retired."""
