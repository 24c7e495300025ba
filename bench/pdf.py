"""The PDF of an edition: what the pipeline adds to WeasyPrint, what tagging costs, and how it grows."""

import dataclasses
import json
import resource
import subprocess
import sys

import pikepdf
from weasyprint import HTML

from bench.measure import Result, cpu_ratio, cpu_seconds
from plans.document import Document
from plans.models import Edition
from plans.render import pdf
