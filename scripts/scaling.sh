#!/usr/bin/env bash
# Times the sparse experiment against its size: hidden neurons, images, time steps, input rate, threads.
#
#   scripts/scaling.sh [--runs N] [--fig_dir DIR] [--data_dir DIR] [further flags of snn]
#
# Prints a table, medians of N (default 3) fresh processes, and draws DIR/scaling_FLAG.png (default:
# figures). "cost" is time for a unit of size beside the same at the middle size, which is that of the
# published runs: 1.00 everywhere is growth in proportion. The readout does not depend on steps and
# rate, so it has no cost there. Up to fifteen minutes on two idle cores, 3 GB.
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/measuring.sh
. "$here/measuring.sh"

runs=3
figures=figures
while :; do
  case ${1:-} in
    --runs) runs=$2 ;;
    --fig_dir) figures=$2 ;;
    *) break ;;
  esac
  shift 2
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
readout_iterations=50

# An axis: its flag, its unit, the published size, then all sizes; after -- the other flags.
axis() {
  local flag=$1 unit=$2 base=$3 sizes=() size run to
  shift 3
  while [ "$1" != -- ]; do
    sizes+=("$1")
    shift
  done
  shift
  for size in "${sizes[@]}"; do
    for run in $(seq "$runs"); do
      printf '\r%-60s' "--$flag $size, run $run of $runs" >&2
      to=$folder/$flag/$size.$run
      run "$here/snn" sparse --verbose --max_iter "$readout_iterations" --output_dir "$to" --fig_dir "$to" \
        "--$flag" "$size" "$@"
      stages >>"$folder/$flag.$size"
    done
    printf '%s %s %s\n' "$size" "$(field 2 <"$folder/$flag.$size" | median)" \
      "$(field 3 <"$folder/$flag.$size" | median)"
  done >"$folder/$flag.medians"
  printf '\r%60s\r' '' >&2
  run "$here/snn" collect "$folder/$flag"/*/sparse_*.json --times --plot "$flag,features_seconds" \
    --fig "$figures/scaling_$flag.png"
  awk -v flag="--$flag" -v unit="$unit" -v base="$base" '
    { size[NR] = $1; features[NR] = $2; readout[NR] = $3; if ($1 == base) middle = NR }
    function work(n) { return unit == "threads" ? base / size[n] : size[n] / base }
    END {
      for (n = 1; n <= NR; n++) {
        cost = unit == "steps" || unit == "Hz" ? "" : sprintf("%.2f", readout[n] / readout[middle] / work(n))
        printf "| `%s %s` | %.2f | %.2f | %.2f | %s |\n", flag, size[n],
          features[n], features[n] / features[middle] / work(n), readout[n], cost
      }
    }' "$folder/$flag.medians"
}

# 1, 2, 4 ... all processors.
threads() {
  local n
  for ((n = 1; n < $(nproc); n *= 2)); do
    echo "$n"
  done
  nproc
}

printf '%s, %s processors, median of %d; other sizes: 1024 neurons, all images, 100 steps, 100 Hz, all processors\n\n' \
  "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$runs"
printf '| size | features, s | cost | %d readout iterations, s | cost |\n| --- | --- | --- | --- | --- |\n' \
  "$readout_iterations"
axis hidden neurons 1024 256 512 1024 2048 4096 8192 16384 -- "$@"
axis limit images 60000 7500 15000 30000 60000 -- --hidden 1024 "$@"
axis num_steps steps 100 25 50 100 200 400 800 -- --hidden 1024 "$@"
axis fmax_hz Hz 100 25 50 100 200 400 -- --hidden 1024 "$@"
# shellcheck disable=SC2046
axis num_workers threads "$(nproc)" $(threads) -- --hidden 1024 "$@"
