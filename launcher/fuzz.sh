# `zwb fuzz`: explores the fuzz tests, each in a JVM of its own (docs/fuzzing.md). Read by ../zwb.
#
# A target is a method with @FuzzTest. What a run leaves is in MODULE/target/fuzz/CLASS.METHOD: log, the inputs that
# reached something new (corpus), and the inputs that broke something (findings).
# shellcheck shell=sh

fuzz_modules='bridge-server rpc'
fuzz_heap=256m

# fuzz_targets: a line "MODULE CLASS METHOD" for each
fuzz_targets() {
  for module in $fuzz_modules; do
    find "$home/$module/src/test/java" -name '*FuzzTest.java' | sort | while IFS= read -r file; do
      awk -v module="$module" -v class="$(basename "$file" .java)" '
        /^package / { sub(/;.*/, "", $2); package = $2 }
        /@FuzzTest/ { found = 1 }
        found && / void [A-Za-z0-9_]+\(/ {
          sub(/\(.*/, ""); print module, package "." class, $NF; found = 0
        }' "$file"
    done
  done
}

# short_name CLASS METHOD
short_name() { printf '%s.%s\n' "${1##*.}" "$2"; }

run_fuzz() {
  limit=-max_total_time=60
  wanted=''
  while [ $# -ne 0 ]; do
    case $1 in
      --minutes | --runs)
        case ${2-} in '' | *[!0-9]* | 0*) misused "$1 takes a whole number from 1" ;; esac
        # without a time, Jazzer ends each target after five minutes
        if [ "$1" = --runs ]; then limit="-runs=$2 -max_total_time=1000000"; else limit=-max_total_time=$((60 * $2)); fi
        shift
        ;;
      --list) fuzz_list && return ;;
      -*) misused "fuzz has no option $1" ;;
      *) wanted="$wanted $1" ;;
    esac
    shift
  done
  select_targets
  build_fuzz_tests
  explore_targets
}

fuzz_list() {
  fuzz_targets | while read -r module class method; do
    printf '%-14s %s\n' "$module" "$(short_name "$class" "$method")"
  done
}

# select_targets: those whose name contains one of the words in $wanted; all, without words
select_targets() {
  mkdir -p "$work"
  fuzz_targets >"$work/fuzz.all"
  : >"$work/fuzz.selected"
  for word in ${wanted:-.}; do
    matching=$(awk -v word="$word" 'index($2 "." $3, word)' "$work/fuzz.all")
    [ -n "$matching" ] || misused "no fuzz test is called $word; zwb fuzz --list names them"
    printf '%s\n' "$matching" >>"$work/fuzz.selected"
  done
  awk '!seen[$0]++' "$work/fuzz.selected" >"$work/fuzz.targets"
}

# build_fuzz_tests: compiles, and keeps the classes apart, so that a build in the meantime does not disturb
build_fuzz_tests() {
  find_java
  find_build_tools
  lock
  build_tests fuzz "$(echo "$fuzz_modules" | tr ' ' ',')"
  for module in $fuzz_modules; do
    rm -rf "$home/$module/target/fuzz/classes"
    mkdir -p "$home/$module/target/fuzz/classes"
    for classes in test-classes classes; do
      cp -R "$home/$module/target/$classes" "$home/$module/target/fuzz/classes/"
    done
  done
  unlock
}

explore_targets() {
  began=$(date +%s)
  table=$work/fuzz.table
  count=$(awk 'END { print NR }' "$work/fuzz.targets")
  number=0
  findings=0
  : >"$table"
  while read -r module class method; do
    number=$((number + 1))
    tell "$number of $count: $(short_name "$class" "$method")"
    explore
  done <"$work/fuzz.targets"
  echo
  show_table
  echo "took $(elapsed) s"
  [ "$findings" -eq 0 ] || exit 1
}

# explore: one target, for as long as it says; a line in the table
explore() {
  folder=$home/$module/target/fuzz/$(short_name "$class" "$method")
  mkdir -p "$folder/corpus" "$folder/findings"
  : >"$folder/began"
  status=0
  # shellcheck disable=SC2086 # one option or two
  jazzer "$folder/corpus" $limit >"$folder/log" 2>&1 || status=$?
  found=0
  if [ $status -ne 0 ]; then
    found=1
    show_finding
  else
    look_at_slow_inputs
  fi
  findings=$((findings + found))
  fuzz_row $found >>"$table"
}

# jazzer ARGS…: the target in a JVM of its own. An input that takes a second is written down, one that takes
# ten ends the target.
jazzer() (
  cd "$home/$module"
  arguments=''
  [ "$java_major" -lt 21 ] || arguments=-XX:+EnableDynamicAgentLoading
  exec "$java" "-Xmx$fuzz_heap" -XX:+UseSerialGC -XX:-OmitStackTraceInFastThrow $arguments \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=off -Djazzer.internal.basedir="$folder" \
    -cp "target/fuzz/classes/test-classes:target/fuzz/classes/classes:$(cat target/fuzz/class.path)" \
    com.code_intelligence.jazzer.Jazzer --target_class="$class" --target_method="$method" --hooks=true \
    --reproducer_path="$folder" -timeout=10 -report_slow_units=1 -print_final_stats=1 \
    -artifact_prefix="$folder/findings/" "$@" </dev/null
)

# look_at_slow_inputs: what takes less than 20 seconds for 20 times was slow for another reason: classes that were
# loaded, or a busy machine
look_at_slow_inputs() {
  findings_of_this_run 'slow-unit-*' >"$work/fuzz.slow"
  while IFS= read -r slow; do
    if jazzer "$slow" -runs=20 2>&1 | awk '/^Executed .* in [0-9]+ ms/ && $(NF - 1) < 20000 { quick = 1 } END { exit !quick }'; then
      rm "$slow"
    else
      found=1
      show_finding
    fi
  done <"$work/fuzz.slow"
}

# findings_of_this_run PATTERN: a file as old as the run's beginning, by a clock that ticks slowly, is one too
findings_of_this_run() {
  find "$folder/findings" -type f -name "$1" | while IFS= read -r finding; do
    [ -n "$(find "$folder/began" -newer "$finding")" ] || printf '%s\n' "$finding"
  done
}

# show_finding: what broke, and how to keep the input that broke it
show_finding() {
  input=$(findings_of_this_run '*' | head -n 1)
  if [ -z "$input" ]; then
    echo "the target ended with $status and left no input; the end of $folder/log:"
    tail -n 20 "$folder/log"
    return
  fi
  echo "FOUND by $(short_name "$class" "$method"):"
  sed -n '/^== Java Exception/,/^== libFuzzer/p; /^ALARM: /p; /^ERROR: libFuzzer/p; /^Slowest unit/p' "$folder/log" |
    tr -cd '\11\12\40-\176' | sed '12q'
  echo "the input: $input"
  echo "mend it, and keep the input as a test, under a name that says what it is:"
  echo "  $module/src/test/resources/$(echo "$class" | tr . /)Inputs/$method/"
}

# fuzz_row FINDINGS: the target's figures, from its log
fuzz_row() {
  awk -v name="$(short_name "$class" "$method")" -v findings="$1" '
    /^#[0-9]+/ { for (i = 1; i < NF; i++) { if ($i == "cov:") edges = $(i + 1); if ($i == "ft:") features = $(i + 1) }
      sub(/#/, "", $1); runs = $1 }
    /^stat::number_of_executed_units:/ { runs = $2 }
    /^stat::average_exec_per_sec:/ { rate = $2 }
    END { print name, runs + 0, rate + 0, edges + 0, features + 0, findings }' "$folder/log"
}

show_table() {
  awk '
    BEGIN { printf "%-42s %12s %9s %7s %9s %9s\n", "target", "executions", "per s", "edges", "features", "findings" }
    { printf "%-42s %12d %9d %7d %9d %9d\n", $1, $2, $3, $4, $5, $6; runs += $2; findings += $6 }
    END { printf "%-42s %12d %37d\n", NR " targets", runs, findings }' "$table"
}
