#!/usr/bin/env bash
# Runs what src/site/markdown/layers.md says about layers that are worth having, and compares the accuracies with
# what they were.
#
#   scripts/reproduce-fields.sh [--fashion_dir DIR] [--data_dir DIR] [further flags of snn]
#
# Reports go to outputs/fields/NAME, figures to figures/fields/NAME, the table to stdout and
# outputs/fields/table.txt, the notebooks of the ladder from fields to cells to outputs/fields/ladder.html
# and ladder_fashion.html.
# --fashion_dir is where Fashion-MNIST is, where it is not in the folder of MNIST. Exits 1 when an accuracy is
# below the one that is asked for. An hour and a quarter on two idle cores; a heap of up to 18 GB,
# which SNN_JAVA_OPTS changes.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mnist=()
fashion=()
while :; do
  case ${1:-} in
    --data_dir) mnist=(--data_dir "$2") ;;
    --fashion_dir) fashion=(--data_dir "$2") ;;
    *) break ;;
  esac
  shift 2
done
[ ${#fashion[@]} -gt 0 ] || fashion=(${mnist[@]+"${mnist[@]}"})
further=("$@")

# 409,600 neurons take more than the quarter of 24 GB that Java takes by itself.
export SNN_JAVA_OPTS=${SNN_JAVA_OPTS:--Xmx18g}

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
failed=0

# The run of that name; its accuracy, or the mean of its seeds, is the last number on stdout.
run() {
  local name=$1 where=(${mnist[@]+"${mnist[@]}"})
  shift
  case "$*" in *fashion-mnist*) where=(${fashion[@]+"${fashion[@]}"}) ;; esac
  scripts/snn "$@" ${where[@]+"${where[@]}"} ${further[@]+"${further[@]}"} \
    --output_dir "outputs/fields/$name" --fig_dir "figures/fields/$name" |
    tee -a "$lines"
}

# A row: what, the last line with a text, the accuracy that is asked for.
row() {
  local found verdict=yes
  found=$(grep -F -- "$2" "$lines" | tail -n 1 | grep -o '[01]\.[0-9]\{4\}' | head -n 1)
  if ! awk -v x="$found" -v low="$3" 'BEGIN { exit !(x >= low) }'; then
    verdict=NO
    failed=1
  fi
  printf '%-46s %8s   %s   %s\n' "$1" "$found" "$3" "$verdict" >>outputs/fields/.table.part
}

mkdir -p outputs/fields
printf '%-46s %8s   %-5s   %s\n' run ours asked reached >outputs/fields/.table.part

run 1024 fields --hidden 1024
row 'fields, 1024' 'Fields Test Accuracy:' 0.980
run five_seeds fields --hidden 1024 --repeats 5
row 'fields, 1024, mean of five seeds' 'mean of 5 seeds' 0.980
run patch fields --hidden 1024 --weights patch
row 'signed patches, 1024' 'Fields Test Accuracy:' 0.950
run 1024_400hz fields --hidden 1024 --fmax_hz 400 --w_norm 1
row 'fields, 1024, 400 Hz' 'Fields Test Accuracy:' 0.982
run sizes fields --hidden_list 256 512 1024 2048 --fmax_hz 400 --w_norm 1
row 'fields, 256, 400 Hz' 'hidden=256 ->' 0.955
row 'fields, 512, 400 Hz' 'hidden=512 ->' 0.970
row 'fields, 2048, 400 Hz' 'hidden=2048 ->' 0.983
run 4096_400hz fields --hidden 4096 --fmax_hz 400 --w_norm 1
row 'fields, 4096, 400 Hz' 'Fields Test Accuracy:' 0.985
run 8192_400hz fields --hidden 8192 --fmax_hz 400 --w_norm 1 --C 0.01 --solver lbfgs-gram \
  --penalty l2
row 'fields, 8192, 400 Hz, C 0.01' 'Fields Test Accuracy:' 0.988
run cells cells --hidden 1024
row 'cells, 1024' 'Cells Test Accuracy:' 0.987
run cells_fashion cells --hidden 1024 --dataset fashion-mnist
row 'cells, 1024, Fashion-MNIST' 'Cells Test Accuracy:' 0.907
run cells_strokes cells --hidden 1024 --dataset strokes
row 'cells, 1024, strokes' 'Cells Test Accuracy:' 0.995
run cells_letters cells --hidden 1024 --dataset letters
row 'cells, 1024, letters' 'Cells Test Accuracy:' 0.985
run cells_4096 cells --hidden 4096
row 'cells, 4096' 'Cells Test Accuracy:' 0.991
run cells_4096_fashion cells --hidden 4096 --dataset fashion-mnist
row 'cells, 4096, Fashion-MNIST' 'Cells Test Accuracy:' 0.923
run cells_sides cells --hidden 4096 --patch_max 9
row 'cells, 4096, edges of 5 to 9 pixels' 'Cells Test Accuracy:' 0.9925
run cells_16384_fashion cells --hidden 16384 --pool 5 --dataset fashion-mnist
row 'cells, 16384, 5 x 5, Fashion-MNIST' 'Cells Test Accuracy:' 0.930
# From fields to cells, one change at a time, on both sets.
run fashion fields --hidden 1024 --no-information --dataset fashion-mnist
row 'fields, 1024, Fashion-MNIST' 'Fields Test Accuracy:' 0.84
run regular fields --hidden 1024 --no-information --encoding regular
run regular_fashion fields --hidden 1024 --no-information --encoding regular --dataset fashion-mnist
run 400hz fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1
run 400hz_fashion fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1 --dataset fashion-mnist
run mean_free fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1 --mean_free
run mean_free_fashion fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1 --mean_free --dataset fashion-mnist
run sqrt fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1 --mean_free --intensity sqrt
run sqrt_fashion fields --hidden 1024 --no-information --encoding regular --fmax_hz 400 --w_norm 1 --mean_free --intensity sqrt --dataset fashion-mnist

run homeostasis homeostasis --hidden 1024 --rule log --target_list 10 25 50 100 150 \
  --C auto --scale_features
row 'homeostasis, 10 Hz' 'target_hz=10.0 ->' 0.40
row 'homeostasis, 25 Hz' 'target_hz=25.0 ->' 0.56
row 'homeostasis, 50 Hz' 'target_hz=50.0 ->' 0.69
row 'homeostasis, 100 Hz' 'target_hz=100.0 ->' 0.82
row 'homeostasis, 150 Hz' 'target_hz=150.0 ->' 0.83

for set in '' _fashion; do
  records=()
  for step in ${set:-1024} regular$set 400hz$set mean_free$set sqrt$set cells$set; do
    records+=(outputs/fields/${step#_}/*.json)
  done
  scripts/snn page "${records[@]}" --records_only --html "outputs/fields/ladder$set.html"
done

mv outputs/fields/.table.part outputs/fields/table.txt
printf '\n'
cat outputs/fields/table.txt
exit $failed
