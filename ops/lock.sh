#!/bin/sh
# Writes requirements.lock and requirements-dev.lock: every package that requirements.txt and requirements-dev.txt pull in,
# at one version, with the SHA-256 of each of its files. What is locked already keeps its version; with a package's name,
# that one takes the newest that the lists allow.
# Use: ops/lock.sh [package]
set -eu
uv=${VENV:-.venv}/bin/uv
compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --emit-build-options \
        --custom-compile-command "make lock" "$@"
}
[ -z "${1:-}" ] || set -- --upgrade-package "$1"
compile "$@" requirements.txt --output-file requirements.lock
# One version of each package, whoever asks for it.
compile "$@" requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock
