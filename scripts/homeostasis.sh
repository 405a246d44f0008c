#!/usr/bin/env bash
# The experiment homeostasis, with the flags of the original script.
set -eu
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/snn" homeostasis "$@"
