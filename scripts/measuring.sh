# shellcheck shell=bash
# What the scripts that measure share; to be sourced. They set folder, a temporary one.

# Seconds since 1970, with a fraction.
now() { date +%s.%N; }

# The value of an arithmetic expression.
calc() { awk "BEGIN { print $* }"; }

# shellcheck disable=SC2154
# Runs the program $1 with the other arguments; its output goes to $folder/out and $folder/err. If it
# fails, so does the script, and says what the program said.
run() {
  if ! "$@" >"$folder/out" 2>"$folder/err"; then
    printf '\n' >&2
    cat "$folder/err" >&2
    exit 1
  fi
}

# What --verbose told in $folder/err of the last layer: images, seconds of features, seconds of the
# readout, its evaluations, ms of each, and MB, or nothing for what is not there.
stages() {
  sed -nE 's/^snn: .*features of ([0-9]+) images ([0-9.]+) s, (information [0-9.]+ s, )?readout ([0-9.]+) s( \(([0-9]+) evaluations?, ([0-9.]+) ms each\))?(, peak memory ([0-9]+) MB)?$/\1 \2 \4 \6 \7 \9/p' \
    "$folder/err" | tail -n 1
}

# The median of numbers, one a line.
median() {
  sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# Field $1 of lines.
field() { awk -v c="$1" '{ print $c }'; }
