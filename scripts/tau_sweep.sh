#!/usr/bin/env bash
# The experiment tau_sweep, with the flags of the original script.
set -eu
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/snn" tau-sweep "$@"
