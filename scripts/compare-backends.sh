#!/usr/bin/env bash
# Runs the experiments at hidden 1024 with the event and the tensor backend and compares the spike
# counts of all images by SHA-256.
#
#   scripts/compare-backends.sh [--data_dir DIR] [further flags of snn]
#
# Environment: DEVICE, the tensor backend's device, cpu or cuda (cpu); EXPERIMENTS (all four).
# Exits 1 when a digest differs.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
device=${DEVICE:-cpu}
experiments=${EXPERIMENTS:-baseline homeostasis tau-sweep sparse}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The SHA-256 lines of one run's report. Of the readout only its first step is made.
digests() {
  local experiment=$1 backend=$2 on=$3
  shift 3
  "$here/snn" "$experiment" --hidden 1024 --max_iter 1 "$@" --backend "$backend" --device "$on" \
    --output_dir "$folder" --fig_dir "$folder" >/dev/null
  grep -h -e '^tau_ms=[^:]*$' -e 'counts:.*SHA-256' "$folder"/*_report.txt
  rm "$folder"/*_report.txt
}

different=0
for experiment in $experiments; do
  digests "$experiment" event cpu "$@" >"$folder/event.txt"
  digests "$experiment" djl "$device" "$@" >"$folder/djl.txt"
  printf '%s, event on cpu\n' "$experiment"
  sed 's/^/  /' "$folder/event.txt"
  printf '%s, djl on %s\n' "$experiment" "$device"
  sed 's/^/  /' "$folder/djl.txt"
  if cmp -s "$folder/event.txt" "$folder/djl.txt"; then
    printf '%s: equal\n' "$experiment"
  else
    printf '%s: DIFFERENT\n' "$experiment"
    different=1
  fi
done
exit $different
