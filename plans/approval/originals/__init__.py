"""Signed acts, kept byte for byte."""
