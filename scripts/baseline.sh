#!/usr/bin/env bash
# The experiment baseline, with the flags of the original script.
set -eu
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/snn" baseline "$@"
