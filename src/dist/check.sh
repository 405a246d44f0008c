#!/usr/bin/env bash
# Runs every command of an archive on a machine that has nothing: no Java, no network, nothing in HOME, and a
# folder that cannot be written to.
set -eu

archive=$(readlink -f "$1")
(cd "$(dirname "$archive")" && sha256sum --quiet -c "$archive.sha256")
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder" && rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/home" "$folder/work"
for tool in sh dirname readlink stty; do
  ln -s "$(command -v "$tool")" "$folder/bin/$tool"
done
tar -xzf "$archive" -C "$folder"
program=$(echo "$folder"/snn-mnist-*)
chmod -R a-w "$program"
cd "$folder/work"

alone=()
if unshare -rn true 2>/dev/null; then
  alone=(unshare -rn)
else
  echo 'check.sh: networks cannot be taken away here' >&2
fi

ran=$folder/ran
fail() {
  echo "check.sh: $*" >&2
  cat "$folder/out" "$folder/err" >&2
  exit 1
}
# The exit code, which the first argument is, of a command; nothing of the JVM on stderr.
expect() {
  local expected=$1 code=0
  shift
  echo "$1" >>"$ran"
  "${alone[@]}" env -i HOME="$folder/home" PATH="$folder/bin" "$program/bin/snn" "$@" >"$folder/out" 2>"$folder/err" ||
    code=$?
  [ "$code" = "$expected" ] || fail "exit $code instead of $expected: snn $*"
  ! grep -q 'WARNING\|Exception\|NoClassDef' "$folder/err" || fail "not clean: snn $*"
}

part=$program/src/site/java/CentreSurround.java
small=(--dataset strokes --limit 200 --hidden 32 --num_steps 20)

expect 0 --version
[ ! -s "$folder/err" ] || fail 'snn --version writes to stderr'
for experiment in baseline homeostasis tau-sweep connectivity fields cells; do
  expect 0 "$experiment" "${small[@]}"
done
expect 0 sparse "${small[@]}" --save_model model.npz --save_features features
[ -s outputs/strokes_sparse_p0.05.html ] || fail 'no page'
[ -s figures/strokes_sparse_p0.05_raster.png ] || fail 'no figure'
expect 0 readout --features features --readout ridge
# One black image.
{
  printf '\0\0\10\3\0\0\0\1\0\0\0\34\0\0\0\34'
  head -c 784 /dev/zero
} >black-images-idx3-ubyte
expect 0 predict --model model.npz black-images-idx3-ubyte
expect 0 export --model model.npz --nir model.nir
expect 0 data strokes
expect 0 verify outputs/strokes_sparse_p0.05.json
expect 0 compare outputs/strokes_sparse_p0.05.json outputs/strokes_baseline.json
expect 0 sweep sparse --p_connect 0.05,0.1 --out grid -- "${small[@]}"
expect 0 check "$part"
expect 0 fields "${small[@]}" --parts "$part" --weights centre-surround
expect 0 collect grid --csv grid.csv --plot p_connect,test_accuracy --fig grid.png
expect 0 tune sparse --p_connect 0.01..0.3:log --trials 2 --out tuned -- "${small[@]}"
expect 0 page grid --html grid.html
expect 0 doctor --no-network
expect 0 help sparse
expect 0 generate-completion
cmp -s "$folder/out" "$program/share/bash-completion/completions/snn" || fail 'another completion for bash'
expect 0 generate-completion --shell fish
cmp -s "$folder/out" "$program/share/fish/vendor_completions.d/snn.fish" || fail 'another completion for fish'
expect 0 generate-man
cmp -s "$folder/out" "$program/share/man/man1/snn.1" || fail 'another manual page'
expect 5 sparse "${small[@]}" --backend djl
grep -q DJL_OFFLINE=false "$folder/err" || fail 'not said how to get PyTorch'

expect 0 --help
missing=$(sed -n '/^Commands:/,/^[^ ]*$/s/^  \([a-z][a-z-]*\).*/\1/p' "$folder/out" | grep -vxFf "$ran") || true
[ -z "$missing" ] || fail "not tried: $missing"
# What no layer at all reads of a set of images is kept for the next run, in the user's cache.
left=$(cd "$folder/home" && find . -type f | grep -vE '^\./\.cache/snn-mnist/[0-9a-f]{64}\.txt$') || true
[ -z "$left" ] || fail "left in HOME: $left"
echo "$(sort -u "$ran" | grep -vc '^-') commands of $(basename "$archive") work"
