#!/usr/bin/env bash
# On a machine with CUDA: compares the spike counts of all experiments with the event backend's, and
# times features, objective and whole experiments at hidden 1024.
#
#   scripts/gpu-check.sh [--data_dir DIR] [further flags of snn]
#
# Without CUDA it ends with exit code 5 and says what is missing.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")

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
  local start end
  start=$(date +%s.%N)
  "$here/snn" "$1" --hidden 1024 --device cuda --verbose "${files[@]}" "${@:2}" \
    >"$folder/out" 2>"$folder/err" || {
    cat "$folder/err" >&2
    exit 1
  }
  end=$(date +%s.%N)
  # A sweep tells of each of its layers; the last one counts.
  sed -n 's/^snn: features of \([0-9]*\) images \([0-9.]*\) s, readout [0-9.]* s (\([0-9]*\) evaluations, \([0-9.]*\) ms each).*/\1 \2 \4 \3/p' \
    "$folder/err" | tail -n 1 >"$folder/stages"
  read -r images features evaluation evaluations <"$folder/stages"
  row "$1: features of $images images" "$features" s
  row "$1: one loss and gradient, mean of $evaluations" "$evaluation" ms
  row "$1: whole" "$(awk -v a="$start" -v b="$end" 'BEGIN { printf "%.2f", b - a }')" s
}

printf '\n'
row 'spike counts against the event backend' "$equal" ''
measure baseline --max_iter 2000 "$@"
measure homeostasis "$@"
measure tau-sweep "$@"
measure sparse "$@"
[ "$equal" != DIFFERENT ]
