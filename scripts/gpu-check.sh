#!/usr/bin/env bash
# On a machine with CUDA: compares the spike counts of all experiments with the event backend's, and
# times features, objective and whole experiments at hidden 1024.
#
#   scripts/gpu-check.sh [--data_dir DIR] [further flags of snn]
#
# Without CUDA it ends with exit code 5 and says what is missing.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/measuring.sh
. "$here/measuring.sh"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
files=(--output_dir "$folder" --fig_dir "$folder")

"$here/snn" --version >"$folder/version"
"$here/snn" baseline --hidden 64 --max_iter 1 --dataset strokes --limit 100 --device cuda \
  "${files[@]}" >/dev/null

head -n 1 "$folder/version"
nvidia-smi --query-gpu=name,driver_version --format=csv,noheader || printf 'GPU of unknown name\n'

equal=equal
DEVICE=cuda "$here/compare-backends.sh" "$@" || equal=DIFFERENT

row() { printf '%-58s %10s %s\n' "$@"; }

# One experiment in a fresh process: the name and its flags.
measure() {
  local start whole images features evaluations evaluation
  start=$(now)
  run "$here/snn" "$1" --hidden 1024 --device cuda --verbose "${files[@]}" "${@:2}"
  whole=$(calc "$(now) - $start")
  # A sweep tells of each of its layers; the last one counts.
  read -r images features _ evaluations evaluation _ <<<"$(stages)"
  row "$1: features of $images images" "$features" s
  row "$1: one loss and gradient, mean of $evaluations" "$evaluation" ms
  row "$1: whole" "$(printf '%.2f' "$whole")" s
}

printf '\n'
row 'spike counts against the event backend' "$equal" ''
measure baseline --max_iter 2000 "$@"
measure homeostasis "$@"
measure tau-sweep "$@"
measure sparse "$@"
[ "$equal" != DIFFERENT ]
