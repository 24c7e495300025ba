"""One edition, one file: the same bytes whoever prints it, where and when."""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.utils import timezone, translation

from plans import document as d
from plans.render.pdf import engine, plan_pdf
from tests.plans.render.plan_documents import MOMENT, composed, content

ROOT = Path(__file__).resolve().parents[4]
RENDER = """
import sys, django
django.setup()
from plans import document
from plans.render.pdf import plan_pdf
text = sys.stdin.buffer.read().decode()
checksum = document.checksum_of(text)
sys.stdout.buffer.write(plan_pdf.render(document.from_json(text, checksum=checksum), text=text, checksum=checksum))
"""


def test_the_same_edition_gives_the_same_bytes_whatever_the_reader_language_and_zone(document):
    text = d.to_json(document)
    with timezone.override("Pacific/Auckland"), translation.override("en"):
        again = plan_pdf.render(document, text=text, checksum=d.checksum_of(text))
    assert again == content(text)


def test_another_process_at_another_time_gives_the_same_bytes(atop, tmp_path):
    text = d.to_json(composed(atop))
    environment = {
        **os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "DATA_DIR": str(tmp_path),
        "PLANURI_ENV": "development", "DJANGO_SETTINGS_MODULE": "cluj_plans.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=text.encode(),
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout == content(text)


def test_an_edition_says_no_time_but_its_own(atop):
    dates = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z|D:\d{14}Z", content(d.to_json(composed(atop))))
    assert set(dates) == {b"2026-11-21T22:30:00Z", b"D:20261121223000Z"}


def test_no_stream_ends_in_a_byte_that_could_be_taken_for_a_line_end():
    for number in (51, 274):
        html = f"<html lang=ro><title>x</title><p>{number * 7919} {number}"
        content = engine.pdf_of(html, title="x", author="y", moment=MOMENT, text="{}", checksum="a" * 64)
        assert re.findall(rb"\r\nendstream", content) == []
