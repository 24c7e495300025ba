#!/bin/sh
# Formats Python (ruff), templates (djangofmt, ops/template_lines.py), style sheets and scripts (oxfmt; not vendored ones).
# With --check it changes nothing, names what is not formatted, and fails.
set -eu
BIN=${VENV:-.venv}/bin
status=0
templates=$(git ls-files --cached --others --exclude-standard 'templates/*.html')
assets=$(git ls-files --cached --others --exclude-standard 'static/*.css' 'static/*.js' ':!static/vendor')
if [ "${1:-}" = --check ]; then
    "$BIN/ruff" format --check . || status=1
    "$BIN/djangofmt" --check $templates || status=1
    "$BIN/python" -m ops.template_lines --check $templates || status=1
    "$BIN/oxfmt" --list-different $assets || status=1
    [ "$status" = 0 ] || echo "Not formatted: the files named above; 'make format' does it." >&2
    exit "$status"
fi
"$BIN/ruff" format --quiet .
# What opens an element gives djangofmt a line to break, and the reverse: three rounds settle every template.
for round in 1 2 3; do
    "$BIN/djangofmt" --quiet $templates || true
    "$BIN/python" -m ops.template_lines $templates
done
"$BIN/djangofmt" --quiet $templates || status=1
"$BIN/python" -m ops.template_words $templates
"$BIN/oxfmt" $assets >/dev/null
exit "$status"
