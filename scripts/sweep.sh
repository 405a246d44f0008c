#!/usr/bin/env bash
# Runs every point of a grid of experiments, several at a time.
#
#   scripts/sweep.sh GRID [--out DIR] [--jobs N] [--num_workers N] [--keep-going | --fail-fast] [-- FLAGS]
#   scripts/sweep.sh GRID --count                      how many points there are
#   scripts/sweep.sh GRID --point N [--out DIR] [...]  point N alone, 1 is the first; for job arrays
#
# GRID is a file with an axis of the grid per line, and comments after #:
#
#   experiment baseline sparse
#   --tau_ms 5 10 20
#   sparse: --p_connect 0.01 0.05 0.1    # of this experiment alone
#   --seed 1 2 3
#   --floors                             # a flag without a value, the same at every point
#
# Every experiment is run with every combination of its flags: 9 points of baseline and 27 of sparse. A
# flag that an experiment does not have is an error; write the experiment's name before it, as above.
# The order of the lines does not matter. FLAGS are further flags of snn, the same at every point.
#
# A point's folder, DIR/EXPERIMENT,FLAG=VALUE,..., appears when the point is complete, with report,
# record, figures/, log and point.args. So a sweep that was stopped, in any way, goes on where it was
# when it is started again. A point whose folder has a record is skipped, or an error when point.args
# are others than now. What fails leaves its log as DIR/....failed.log and is run again next time.
#
#   --out DIR         default: outputs/ and GRID's name without its suffix
#   --jobs N          points at a time (default: one per processor, fewer where memory is short)
#   --num_workers N   threads of each point (default: processors / jobs)
#   --keep-going      run the other points when one fails, and report it at the end (default)
#   --fail-fast       stop all when one fails
#
# Exits with 0 when all points are complete, 1 when some are not, 2 when nothing was run; with --point,
# as snn does. SNN names another program than scripts/snn.
# Needs GNU parallel (Tange 2022, https://doi.org/10.5281/zenodo.7347980), but not with --count or --point.
set -euo pipefail
shopt -s nullglob

self=$(readlink -f "${BASH_SOURCE[0]}")
snn=${SNN:-$(dirname "$self")/snn}

# Of snn, as spelt there: where files are and what is printed, which no result depends on.
machine_flags=' --data_dir --mirror --cache_dir --verbose '
# Set for each point.
own_flags=' --output_dir --fig_dir --num_workers --save_features '

say() {
  printf 'sweep: %s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 2
}

usage() {
  sed -n '2,/^set /{ s/^# \{0,1\}//p; }' "$self"
}

require_whole() {
  [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || { [ "$1 $2" = '--num_workers 0' ]; } ||
    fail "$1 must be a whole number above 0, found '$2'"
}

read_arguments() {
  grid='' out='' jobs='' workers='' halt=never task=all point=''
  further=()
  while [ $# -gt 0 ]; do
    case $1 in
      --out | --jobs | --num_workers | --point)
        [ $# -gt 1 ] || fail "$1 needs a value"
        [ "$1" = --out ] || require_whole "$1" "$2"
        case $1 in
          --out) out=$2 ;;
          --jobs) jobs=$2 ;;
          --num_workers) workers=$2 ;;
          --point) task='point' point=$2 ;;
        esac
        shift
        ;;
      --count) task=count ;;
      --keep-going) halt=never ;;
      --fail-fast) halt=now,fail=1 ;;
      --help | -h)
        usage
        exit
        ;;
      --)
        shift
        further=("$@")
        break
        ;;
      -*) fail "no option $1; flags of snn come after --. Try --help" ;;
      *)
        [ -z "$grid" ] || fail "one grid at a time, found $grid and $1"
        grid=$1
        ;;
    esac
    shift
  done
  [ -n "$grid" ] || fail "which grid? Try --help"
  if [ -z "$out" ]; then
    out=$(basename "$grid")
    out=outputs/${out%.*}
  fi
}

# A flag as it is spelt in the help of snn.
canonical() {
  printf -- '--%s' "${1//-/_}" | sed 's/^--__/--/'
}

# Sets meant to what snn reads in a value: 5 for 05, 5.0 and 0.5e1.
read_value() {
  local part
  meant=''
  for part in ${1//,/ }; do
    if [[ $part =~ ^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$ ]]; then
      LC_ALL=C printf -v part '%.21g' "$part"
    fi
    meant+=,${part,,}
  done
}

# Sets experiments, and axes: lines of a flag, the experiment that it is for or *, the number of the line
# in the grid, and the words to choose from.
read_grid() {
  [ -f "$grid" ] || fail "no file $grid"
  local line where number=0 flag of value meant
  local -a words choices
  local -A known
  experiments=() axes=()
  while read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    where="$grid, line $number:"
    # What Windows' editors add.
    line=${line#$'\xef\xbb\xbf'}
    line=${line%$'\r'}
    read -r -a words <<<"${line%%#*}"
    [ ${#words[@]} -gt 0 ] || continue
    if [ "${words[0]}" = experiment ]; then
      [ ${#experiments[@]} -eq 0 ] || fail "$where a second list of experiments"
      experiments=("${words[@]:1}")
      continue
    fi
    of='*'
    if [[ ${words[0]} == *: ]]; then
      of=${words[0]%:}
      words=("${words[@]:1}")
    fi
    [[ ${words[0]-} =~ ^--[A-Za-z][A-Za-z_-]*$ ]] ||
      fail "$where must be a flag and its values, such as --tau_ms 5 10 20, found '${line%%#*}'"
    flag=$(canonical "${words[0]}")
    [[ $own_flags$machine_flags != *" $flag "* ]] || fail "$where $flag is no axis of a grid"
    choices=("${words[@]:1}")
    known=()
    for value in "${choices[@]}"; do
      [[ $value =~ ^[A-Za-z0-9._+,-]+$ && $value != --* ]] ||
        fail "$where a value is made of letters, digits and . _ + , - but found $value"
      read_value "$value"
      [ -z "${known[$meant]-}" ] || fail "$where twice the same value of $flag: ${known[$meant]} and $value"
      known[$meant]=$value
    done
    if [ ${#choices[@]} -eq 0 ]; then
      axes+=("$flag $of $number $flag")
    else
      axes+=("$flag $of $number ${choices[*]/#/$flag=}")
    fi
  done <"$grid"
  [ ${#experiments[@]} -gt 0 ] || fail "$grid: needs a line of experiments, such as: experiment baseline sparse"
  [ ${#axes[@]} -gt 0 ] || fail "$grid: needs a flag and its values, such as --tau_ms 5 10 20"
  mapfile -t axes < <(printf '%s\n' "${axes[@]}" | LC_ALL=C sort)
}

# Sets common and machine: further flags that results depend on, and those that they do not.
read_further() {
  local word flag='' last
  local -A values=()
  common=() machine=()
  for word in "${further[@]}"; do
    if [[ $word == --* ]]; then
      flag=$(canonical "${word%%=*}")
      [[ $own_flags != *" $flag "* ]] || fail "$flag is set for each point, and cannot be given after --"
      values[$flag]=''
      [[ $word != *=* ]] || values[$flag]="=${word#*=}"
    else
      [ -n "$flag" ] || fail "after -- come flags of snn, found $word"
      last=${values[$flag]}
      values[$flag]="${last:-=}${last:+,}$word"
    fi
  done
  for flag in "${!values[@]}"; do
    if [[ $machine_flags == *" $flag "* ]]; then
      machine+=("$flag${values[$flag]}")
    else
      common+=("$flag${values[$flag]}")
    fi
  done
  if [ ${#common[@]} -gt 1 ]; then
    mapfile -t common < <(printf '%s\n' "${common[@]}" | LC_ALL=C sort)
  fi
}

# Sets names and arguments of all points.
make_points() {
  local experiment axis flag of line choices word choice name single
  local -a points longer words
  local -A seen known=()
  names=() arguments=()
  for experiment in "${experiments[@]}"; do
    # tau_sweep is tau-sweep.
    [ -z "${known[${experiment//_/-}]-}" ] || fail "$grid: $experiment is listed twice"
    known[${experiment//_/-}]=yes
    points=('')
    seen=()
    for word in "${common[@]}"; do
      word=${word%%=*}
      seen[${word/#--no_/--}]='after --'
    done
    for axis in "${axes[@]}"; do
      read -r flag of line choices <<<"$axis"
      [[ $of == '*' || $of == "$experiment" ]] || continue
      # --no-scale_features is --scale_features with another value.
      single=${flag/#--no_/--}
      [ -z "${seen[$single]-}" ] ||
        fail "$grid: $single is given twice for $experiment, in line $line and ${seen[$single]}"
      seen[$single]="in line $line"
      longer=()
      for word in "${points[@]}"; do
        for choice in $choices; do
          longer+=("$word$choice ")
        done
      done
      points=("${longer[@]}")
    done
    for word in "${points[@]}"; do
      read -r -a words <<<"$word"
      name=$experiment,${word//--/}
      name=${name% }
      name=${name// /,}
      [ ${#name} -le 240 ] || fail "$grid: the name of a folder is too long: $name"
      names+=("${name%,}")
      words=("$experiment" "${words[@]}" "${common[@]}")
      arguments+=("$(IFS=$'\n' && printf '%s' "${words[*]}")")
    done
  done
  for axis in "${axes[@]}"; do
    read -r flag of _ <<<"$axis"
    [[ $of == '*' || -n ${known[$of]-} ]] || fail "$grid: $of: $flag is for an experiment that is not listed"
  done
}

# A flag that an experiment does not have would fail at each of its points.
require_flags() {
  local experiment axis flag name of help
  for experiment in "${experiments[@]}"; do
    help=$("$snn" help "$experiment") || fail "no experiment $experiment, see above"
    for axis in "${axes[@]}" "${common[@]/%/ \*}" "${machine[@]/%/ \*}"; do
      read -r flag of _ <<<"$axis"
      flag=${flag%%=*}
      [[ $of == '*' || $of == "$experiment" ]] || continue
      name=${flag#--}
      grep -qE -- "^ +--(\[no-\])?${name#no_}([= ]|\$)" <<<"$help" ||
        fail "$experiment has no $flag; in the grid, lines of single experiments begin with their names: sparse: --p_connect 0.1"
    done
  done
}

# Whether point $1 is complete. Another configuration in its folder is an error.
is_complete() {
  local folder=$out/${names[$1]} expected=${arguments[$1]}
  local -a records=("$folder"/*.json)
  [ ${#records[@]} -gt 0 ] || return 1
  local found=''
  [ ! -e "$folder/point.args" ] || found=$(<"$folder/point.args")
  [ "$found" != "$expected" ] || return 0
  fail "$folder has a record of another configuration" \
    "(there: $(only_in "$found" "$expected"); now: $(only_in "$expected" "$found"))." \
    "Take another --out, or remove the folder to run it again."
}

# Lines of $1 that are not in $2.
only_in() {
  local lines
  lines=$(grep -vxF -- "$2" <<<"$1" | paste -sd ' ') || true
  printf '%s' "${lines:-default}"
}

# Runs point $1 in a hidden folder, which gets its name when all is there.
run_point() {
  local name=${names[$1]} status=0
  local work=$out/.$name.part
  local -a words
  while true; do
    if is_complete "$1"; then
      rm -rf "$work"
      printf '%s: was complete\n' "$name"
      return
    fi
    mkdir -p "$work"
    exec 9>>"$work/log"
    # A sweep that was killed may have left a point that still runs.
    flock -n 9 || {
      say "$name is being run already, waiting for it"
      flock 9
    }
    if [ "$work/log" -ef /dev/fd/9 ] && ! is_complete "$1"; then
      break
    fi
  done
  find "$work" -mindepth 1 ! -name log -delete
  rm -f "$out/$name.failed.log"
  printf '%s\n' "${arguments[$1]}" >"$work/point.args"
  mapfile -t words <"$work/point.args"
  "$snn" "${words[@]}" "${machine[@]}" --num_workers="$workers" \
    --output_dir="$work" --fig_dir="$work/figures" >"$work/log" 2>&1 || status=$?
  if [ $status -ne 0 ]; then
    mv "$work/log" "$out/$name.failed.log"
    rm -rf "$work"
    printf '%s: failed with exit code %d after %d s, see %s\n' "$name" $status $SECONDS "$out/$name.failed.log"
    return $status
  fi
  # Without a record it is of no use.
  rm -rf "${out:?}/$name"
  mv "$work" "$out/$name"
  printf '%s: complete after %d s\n' "$name" $SECONDS
}

# Megabytes that a run takes: measured with 70000 images, and rounded up.
needed_mb() {
  local hidden
  hidden=$(printf '%s\n' 512 "${axes[@]}" "${common[@]}" | grep -oP '(^|--hidden=)\K\d+' | sort -n | tail -n 1)
  echo $((400 + hidden / 5))
}

free_mb() {
  local mb limit
  mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  # Of a container.
  if limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null) && [ "$limit" != max ]; then
    limit=$(((limit - $(cat /sys/fs/cgroup/memory.current)) / 1048576))
    [ $limit -gt "$mb" ] || mb=$limit
  fi
  echo "$mb"
}

# At least 1, at most $2.
bounded() {
  echo $(($1 < 1 ? 1 : $1 > $2 ? $2 : $1))
}

run_all() {
  command -v parallel >/dev/null ||
    fail "needs GNU parallel, found none. Install it: apt-get install parallel, or https://www.gnu.org/software/parallel/"
  local i processors
  pending=()
  for i in "${!names[@]}"; do
    if ! is_complete "$i"; then
      pending+=("$i")
    fi
  done
  say "${#names[@]} points, $((${#names[@]} - ${#pending[@]})) of them complete, in $out"
  [ ${#pending[@]} -gt 0 ] || return 0
  # Builds the program, before the points would, and all at once.
  require_flags
  for i in "${pending[@]}"; do
    rm -f "$out/${names[$i]}.failed.log"
  done
  processors=$(nproc)
  if [ -z "$jobs" ]; then
    jobs=$(bounded $(($(free_mb) / $(needed_mb))) "$processors")
  fi
  : "${workers:=$(bounded $((processors / jobs)) "$processors")}"
  say "$jobs at a time, with $workers threads each"
  for i in "${pending[@]}"; do
    echo $((i + 1))
  done | parallel --plain --will-cite --quote --jobs "$jobs" --halt "$halt" \
    "$self" "$grid" --out "$out" --num_workers "$workers" --point '{}' -- "${further[@]}" | report_progress || true
  report_incomplete
}

report_progress() {
  local line done=0 left
  while read -r line; do
    done=$((done + 1))
    left=$((SECONDS * (${#pending[@]} - done) / done))
    say "$done of ${#pending[@]}, about $((left / 60)) min $((left % 60)) s left: $line"
  done
}

# What the folders say, which is true also when points could not say anything.
report_incomplete() {
  local i log reason failed=0 left=0
  for i in "${pending[@]}"; do
    log=$out/${names[$i]}.failed.log
    if is_complete "$i"; then
      continue
    elif [ -e "$log" ]; then
      failed=$((failed + 1))
      reason=$(grep '^snn: ' "$log" || tail -n 1 "$log")
      say "FAILED ${names[$i]}: ${reason##*$'\n'}"
    else
      left=$((left + 1))
    fi
  done
  [ $((failed + left)) -gt 0 ] || return 0
  say "of ${#names[@]} points, $failed failed and $left did not run to their end"
  return 1
}

read_arguments "$@"
read_grid
read_further
make_points
case $task in
  count) echo ${#names[@]} ;;
  point)
    [ "$point" -le ${#names[@]} ] || fail "--point must be at most ${#names[@]}, found $point"
    : "${workers:=$(nproc)}"
    run_point $((point - 1))
    ;;
  all) run_all ;;
esac
