#!/usr/bin/env bash
# Times the sparse experiment at hidden 1024 in fresh processes; prints medians beside the aims.
#
#   scripts/bench.sh [--runs N] [--data_dir DIR] [further flags of snn]
#
# On an otherwise idle machine: another busy process doubles the times on two cores.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")

runs=5
if [ "${1:-}" = --runs ]; then
  runs=$2
  shift 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$here/snn" --version >"$folder/version"
for run in $(seq "$runs"); do
  printf '\rrun %d of %d' "$run" "$runs" >&2
  start=$(date +%s.%N)
  if ! "$here/snn" sparse --hidden 1024 --verbose --output_dir "$folder" --fig_dir "$folder" "$@" \
    >"$folder/out" 2>"$folder/err"; then
    printf '\n' >&2
    cat "$folder/err" >&2
    exit 1
  fi
  end=$(date +%s.%N)
  sed -n 's/^snn: features of \([0-9]*\) images \([0-9.]*\) s, readout \([0-9.]*\) s (\([0-9]*\) evaluations, \([0-9.]*\) ms each), peak memory \([0-9]*\) MB$/\2 \5 \6/p' \
    "$folder/err" | awk -v whole="$start $end" \
    '{ split(whole, t, " "); print $1, $2, t[2] - t[1], $3 }' >>"$folder/times"
done
printf '\r%20s\r' '' >&2

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

row() {
  printf '%-52s %8.2f %-3s aim %s\n' "$1" "$(awk -v c="$2" '{ print $c }' "$folder/times" | median)" "$3" "$4"
}

head -n 1 "$folder/version"
printf '%s, %s processors, median of %d fresh processes: sparse --hidden 1024 %s\n' \
  "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$runs" "$*"
row 'features of all images' 1 s '4 s, then 3 s'
row 'one loss and gradient, the solver around it included' 2 ms '30 ms, then 20 ms'
row 'whole run' 3 s '15 s, then 9 s'
row 'peak memory' 4 MB '1000 MB, then 600 MB'
