#!/usr/bin/env bash
# Runs the four published commands and compares the accuracies with the published ones. Then shows
# them on one page, with fields, and with the optimum that homeostasis does not reach.
#
#   scripts/reproduce.sh [--data_dir DIR] [--mirror URL] [--num_workers N]
#
# Reports go to outputs/, figures to figures/, the table to stdout and outputs/reproduction.txt, the
# page to outputs/notebook.html. Exits 1 when an accuracy lies outside the accepted range.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."

results=$(mktemp)
trap 'rm -f "$results"' EXIT

scripts/snn baseline --hidden 1024 --max_iter 2000 "$@" | tee -a "$results"
scripts/snn homeostasis --hidden 1024 "$@" | tee -a "$results"
scripts/snn tau-sweep --hidden 1024 "$@" | tee -a "$results"
scripts/snn sparse --hidden 1024 "$@" | tee -a "$results"

failed=0
# A row: what, the line's beginning, published accuracy, accepted range.
row() {
  local found verdict=yes
  found=$(grep -F -- "$2" "$results" | grep -o '[01]\.[0-9]*$')
  if ! awk -v x="$found" -v low="$4" -v high="$5" 'BEGIN { exit !(x >= low && x <= high) }'; then
    verdict=NO
    failed=1
  fi
  printf '%-22s %9s %8s   %s - %s   %s\n' "$1" "$3" "$found" "$4" "$5" "$verdict"
}

table() {
  printf '%-22s %9s %8s   %-13s   %s\n' experiment published ours accepted inside
  row 'baseline' 'Baseline Test Accuracy:' 0.1156 0.105 0.125
  row 'tau-sweep, tau 5 ms' 'tau=5.0 ms' 0.1198 0.105 0.127
  row 'tau-sweep, tau 20 ms' 'tau=20.0 ms' 0.1157 0.105 0.127
  row 'tau-sweep, tau 50 ms' 'tau=50.0 ms' 0.1159 0.105 0.127
  row 'homeostasis' 'Homeostasis Test Accuracy:' 0.4331 0.420 0.455
  row 'sparse, p 0.05' 'Sparse p=0.05 Test Accuracy:' 0.9194 0.912 0.927
}

printf '\n'
table >outputs/.reproduction.part
cat outputs/.reproduction.part
mv outputs/.reproduction.part outputs/reproduction.txt

scripts/snn fields --hidden 1024 --output_dir outputs/fields/1024 --fig_dir figures/fields/1024 "$@"
scripts/snn homeostasis --hidden 1024 --solver lbfgs-gram --penalty l2 --tol 2e-5 \
  --output_dir outputs/optimum --fig_dir figures/optimum "$@"
scripts/snn page outputs/{baseline,homeostasis,tau_sweep,sparse_p0.05}.json \
  outputs/fields/1024/fields_1024.json outputs/optimum/homeostasis.json \
  outputs/fields/cells/cells_1024.json \
  --html outputs/notebook.html "$@"
exit $failed
