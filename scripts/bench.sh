#!/usr/bin/env bash
# Times the sparse experiment at hidden 1024 in fresh processes, its kernels with JMH, and the dense
# PyTorch backend once; prints medians, how near each is to what the machine can do, and the aims.
# Beside them, core for core, the libraries that users know, where Python has them: see peers.py.
#
#   scripts/bench.sh [--runs N] [--snntorch DIR] [--data_dir DIR] [further flags of snn]
#
# DIR is a checkout of snnTorch. PYTHON is the Python with the libraries (python3). On an otherwise
# idle machine: another busy process doubles the times on two cores. Six minutes.
#
# Limits are operations over the machine's rate of float32 multiply-adds on all processors, which is
# measured first, as is its rate of copying. An addition is as dear as a multiply-add.
# - features: for each image and neuron 1,020 additions, one for each input spike, and 10 operations
#   in each of 100 steps: 2 multiplications, 2 additions, 3 comparisons, 3 updates.
# - loss and gradient: 2 products of images x hidden with 9 classes.
# - Gram matrix: images x hidden x (hidden + 64) / 2 multiply-adds, its panels being 64 wide.
# - encoder: 7 random words for 64 steps of each of 150 lit pixels, at the measured rate of drawing.
# - reading counts: bytes of the features over the rate of copying.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/measuring.sh
. "$here/measuring.sh"
snn=$here/snn

runs=5
peers=()
while true; do
  case ${1:-} in
    --runs) runs=$2 ;;
    --snntorch) peers=(--snntorch "$2") ;;
    *) break ;;
  esac
  shift 2
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
hidden=1024
flags=(--hidden "$hidden" --output_dir "$folder" --fig_dir "$folder" "$@")

say() { printf '\r%-60s' "$*" >&2; }

# JMH's results as CSV in $folder/$1.
jmh() {
  local log=$folder/log
  if ! (cd "$here/.." && mvn -B -q -ntp test-compile exec:exec -Dformat.skip=true \
    -Dexec.executable=java -Dexec.classpathScope=test \
    -Dexec.args="--add-modules jdk.incubator.vector -cp %classpath org.openjdk.jmh.Main -rf csv -rff $folder/$1 ${*:2}") \
    >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
}

# Score of benchmark $2 in $folder/$1 whose line ends with parameters $3.
score() {
  tr -d '\r' <"$folder/$1" |
    awk -F , -v name="\"snn.$2\"" -v end="${3:-}" '$1 == name && $0 ~ end "$" { print $5 }'
}

# Median of column $2 of $folder/$1.
of() { field "$2" <"$folder/$1" | median; }

say 'building'
run "$snn" --version
cp "$folder/out" "$folder/version"

say 'what the machine can do'
jmh machine MachineBenchmark -t max
adds=$(score machine MachineBenchmark.multiplyAdds)
copy=$(score machine MachineBenchmark.copiedBytes)

say 'kernels'
jmh kernels "'Encoder|EventSimulator|Readout'"

for i in $(seq "$runs"); do
  say "run $i of $runs"
  start=$(now)
  run "$snn" sparse --verbose "${flags[@]}"
  printf '%s %s\n' "$(stages)" "$(calc "$(now) - $start")" >>"$folder/whole"
  start=$(now)
  run "$snn" --help
  calc "$(now) - $start" >>"$folder/help"
  start=$(now)
  # Bars are drawn on a terminal only: the first one's first per cent sign.
  script -qec "$(printf '%q ' "$snn" sparse --max_iter 1 "${flags[@]}")" /dev/null </dev/null |
    {
      IFS= read -r -d % _
      calc "$(now) - $start" >>"$folder/first"
      cat >/dev/null
    }
done

say 'dense backend'
run "$snn" sparse --verbose --backend djl --max_iter 1 "${flags[@]}"
read -r _ dense _ <<<"$(stages)"

# Widest vectors of the processor, in bits.
width() {
  local flags
  flags=$(grep -m 1 -E '^(flags|Features)' /proc/cpuinfo)
  case " $flags " in
    *' avx512f '*) printf 512 ;;
    *' avx2 '*) printf 256 ;;
    *) printf 128 ;;
  esac
}

say 'other libraries'
"${PYTHON:-python3}" "$here/peers.py" --hidden "$hidden" ${peers[@]+"${peers[@]}"} >"$folder/peers" 2>"$folder/missing" ||
  printf 'peers.py did not run: see its message below\n' >>"$folder/missing"
say ''
printf '\r' >&2

features=$(of whole 2)
evaluations=$(of whole 4)
images=$(of whole 1)
layer=$(calc "$hidden * (1020 + 10 * 100) / $adds / 1e9")
features_limit=$(calc "$images * $layer")
evaluation_limit=$(calc "2 * 60000 * $hidden * 9 / $adds / 1e6")
gram_limit=$(calc "60000 * $hidden * ($hidden + 64) / 2 / $adds / 1e6")
whole_limit=$(calc "$features_limit + $evaluations * $evaluation_limit / 1e3 * ($images - 10000) / 60000")
copy_limit=$(calc "60000 * $hidden / $copy / 1e6")

# A row: what, time, unit, limit or -, aim or nothing.
row() {
  local share=-
  [ "$4" = - ] || share=$(calc "int(100 * $4 / $2 + 0.5)")\ %
  printf '%-58s %8.2f %-3s %9s %6s   %s\n' "$1" "$2" "$3" \
    "$([ "$4" = - ] && printf '%s' - || printf '%.2f' "$4")" "$share" "${5:-}"
}

head -n 1 "$folder/version"
printf '%s, %s processors, vectors of %s bits: %.0f G multiply-adds/s, copies %.0f GB/s\n\n' \
  "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(width)" "$adds" "$copy"
printf '%-58s %8s %-3s %9s %6s   %s\n' "median of $runs: sparse --hidden $hidden" time '' limit share aim
row "features of all images" "$features" s "$features_limit" 'at most 3'
row "one loss and gradient, with solver and warm-up" "$(of whole 5)" ms \
  "$(calc "$evaluation_limit * ($images - 10000) / 60000")" 'at most 20'
row "whole run" "$(of whole 7)" s "$whole_limit" 'at most 9'
row "peak memory" "$(of whole 6)" MB - 'at most 600'
row "snn --help" "$(of help 1)" s - 'at most 0.35'
row "until the first bar" "$(of first 1)" s - 'at most 0.8'
printf '\n%-58s %8s %-3s %9s %6s\n' 'kernels (JMH)' time '' limit share
row 'encoder, an image, 1 thread' "$(score kernels core.EncoderBenchmark.encode)" us \
  "$(score kernels core.EncoderBenchmark.words)"
row 'an image through the layer, encoded, 1 thread' \
  "$(score kernels core.event.EventSimulatorBenchmark.simulate 0.05,,false,)" us "$(calc "$layer * $(nproc) * 1e6")"
row '  the same after layers of other kinds and their readouts' \
  "$(score kernels core.event.EventSimulatorBenchmark.simulate 0.05,,true,)" us "$(calc "$layer * $(nproc) * 1e6")"
row 'loss and gradient of 60,000 images, 2 threads' \
  "$(score kernels readout.ReadoutBenchmark.objective ,34,,2)" ms "$(calc "$evaluation_limit * $(nproc) / 2")"
row '  the same of counts up to 306 instead of 34' \
  "$(score kernels readout.ReadoutBenchmark.objective ,306,,2)" ms "$(calc "$evaluation_limit * $(nproc) / 2")"
row '  the same beside the bytes that it reads' \
  "$(score kernels readout.ReadoutBenchmark.objective ,34,,2)" ms "$copy_limit"
row 'Gram matrix of 60,000 images, 2 threads' \
  "$(score kernels readout.ReadoutBenchmark.gram ,34,,2)" ms "$(calc "$gram_limit * $(nproc) / 2")"
printf '\nfeatures with dense PyTorch tensors (--backend djl) %.1f s: %.0f times the event backend'"'"'s\n' \
  "$dense" "$(calc "$dense / $features")"

# What a peer, $2, takes beside ours, $3, in the unit $4.
peer() {
  local theirs
  theirs=$(awk -v name="$2" '$1 == name { print $2 }' "$folder/peers")
  [ -z "$theirs" ] ||
    printf '%-58s %8.1f %-3s ours %.3g: %.0f times\n' "$1" "$theirs" "$4" "$3" "$(calc "$theirs / $3")"
}

printf '\nother libraries, 1 thread\n'
peer 'snnTorch, features of 70,000 images' snntorch \
  "$(calc "70000 * $(score kernels core.event.EventSimulatorBenchmark.simulate 0.05,,false,) / 1e6")" s
peer 'Brian 2, the same, its build not counted' brian \
  "$(calc "70000 * $(score kernels core.event.EventSimulatorBenchmark.simulate 0.05,,false,) / 1e6")" s
peer 'scikit-learn, an iteration of lbfgs' sklearn "$(score kernels readout.ReadoutBenchmark.objective ,34,,1)" ms
cat "$folder/missing"
