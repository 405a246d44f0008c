#!/usr/bin/env bash
# On a machine with CUDA: compares the spike counts of all experiments with the event backend's, and
# times features, objective and whole experiments at hidden 1024, beside them sparse on the processors
# and, given a checkout of it, snnTorch on the GPU.
#
#   scripts/gpu-check.sh [--snntorch DIR] [--data_dir DIR] [further flags of snn]
#
# PYTHON is the Python with PyTorch for CUDA (python3). Without CUDA it ends with exit code 5 and says
# what is missing.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/measuring.sh
. "$here/measuring.sh"

snntorch=
if [ "${1:-}" = --snntorch ]; then
  snntorch=$2
  shift 2
fi
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

# One experiment in a fresh process: where, the name and its flags.
measure() {
  local device=$1 what="$2, $1" start whole images features evaluations evaluation
  shift
  start=$(now)
  run "$here/snn" "$1" --hidden 1024 --device "$device" --verbose "${files[@]}" "${@:2}"
  whole=$(calc "$(now) - $start")
  # A sweep tells of each of its layers; the last one counts.
  read -r images features _ evaluations evaluation _ <<<"$(stages)"
  row "$what: features of $images images" "$features" s
  row "$what: one loss and gradient, mean of $evaluations" "$evaluation" ms
  row "$what: whole" "$(printf '%.2f' "$whole")" s
}

# The seconds that snnTorch takes for batches of $1 images.
peer() {
  local seconds
  run "${PYTHON:-python3}" "$here/peers.py" --hidden 1024 --snntorch "$snntorch" --device cuda --batch_size "$1"
  seconds=$(printf '%.2f' "$(field 2 <"$folder/out")")
  row "snnTorch, cuda, batches of $1: features of 70000 images" "$seconds" s
}

printf '\n'
row 'spike counts against the event backend' "$equal" ''
measure cuda baseline --max_iter 2000 "$@"
measure cuda homeostasis "$@"
measure cuda tau-sweep "$@"
measure cpu sparse "$@"
measure cuda sparse "$@"
if [ -n "$snntorch" ]; then
  peer 128
  peer 4096
fi
[ "$equal" != DIFFERENT ]
