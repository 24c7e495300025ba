"""Render one PDF in a process of its own, to see what memory it takes."""

import sys

import django

django.setup()

from bench import pdf  # noqa: E402

print(*pdf.render_once(sys.argv[1], int(sys.argv[2])))
