#!/usr/bin/env bash
# Rewrites the Java sources in the style that the build checks.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec mvn -B -q process-sources -Dformat=--replace
