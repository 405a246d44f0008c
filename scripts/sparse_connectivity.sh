#!/usr/bin/env bash
# The experiment sparse_connectivity, with the flags of the original script.
set -eu
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/snn" sparse "$@"
