# `zwb check` and `zwb test`. Read by ../zwb.
#
# Results are counted from files, since modules run side by side: surefire's */target/surefire-reports/TEST-*.xml, and
# */target/node-tests.xml, by the junit reporter of Node's test runner.
# shellcheck shell=sh

run_check() {
  prepare
  echo "check: format, compile with -Werror and Error Prone, unit and architecture tests, JavaScript"
  status=0
  run_maven check -Dzwb.skipIntegrationTests=true test || status=$?
  took=$(elapsed)
  count_results
  check_build
  step_time format "$seconds_format"
  step_time compile "$seconds_compile"
  step_time tests "$seconds_tests"
  step_time JavaScript "$seconds_javascript"
  end_check
}

step_time() { printf '  %-12s %3d s\n' "$1" "$2"; }

end_check() {
  unlock
  if [ $status -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -ne 0 ]; then
    echo "check passed in $took s: $passed tests passed, $skipped skipped"
    return
  fi
  if [ $status -eq 0 ] && [ $((passed + failed)) -eq 0 ]; then echo "no test ran"; else why_it_failed; fi
  echo "check FAILED after $took s"
  exit 1
}

run_test() {
  prepare
  find_test_tools
  echo "python: $ZWB_PYTHON, browser: $ZWB_CHROMIUM, driver: $ZWB_CHROMEDRIVER, java: $java_home"
  peers=$(absent_peers)
  [ -z "$peers" ] || echo "tests with programs that are not here are skipped (apt-get install $peers)"
  for module in $modules; do
    case $module in js-client | console | bridge-server | rpc | handlers | demo | bench) rm -f "$(output "$module")" ;; esac
  done
  # Classes of an earlier run may be gone from the sources.
  for module in $modules; do rm -rf "$home/$module/target/classes" "$home/$module/target/test-classes" "$home/$module/target/maven-status"; done
  rm -rf "$home/static-analysis/target"
  : >"$work/started"
  # What the tests start through this launcher runs what is built here, and builds nothing itself.
  export ZWB_BUILD=never
  status=0
  run_maven test -T 2 -Dzwb.all -Dmaven.test.failure.ignore=true --fail-at-end verify || status=$?
  if [ $status -eq 0 ]; then
    mark_built js-client console bridge-server rpc handlers demo bench
    archive_classes
  fi
  took=$(elapsed)
  count_results
  check_build
  check_analysis
  end_test
}

# check_analysis: fails the run if SpotBugs missed classes that the code uses: static-analysis/pom.xml lacks a library.
# StableApi is an annotation that Prometheus' library does not bring along.
check_analysis() {
  report=$home/static-analysis/target/spotbugsXml.xml
  [ -f "$report" ] || return 0
  unseen=$(tr '<' '\n' <"$report" | sed -n '/\.StableApi$/d; s/^MissingClass>//p' | head -n 1)
  [ -n "$unseen" ] || return 0
  printf '  static-analysis: the library with %s is not in static-analysis/pom.xml\n' "$unseen" >>"$work/failures"
  status=1
}

# check_build: what failed of the build besides tests; it must not hide behind one of these
check_build() {
  sed -n 's/^\[ERROR\] Failed to execute goal [^:]*:\(.*\) on project \([^: ]*\): \(.*\)$/  \2: the build failed at \1: \3/p' "$log" |
    sed '/There are test failures/d; s/ -> \[Help [0-9]*\]$//' >"$work/broken"
  cat "$work/broken" >>"$work/failures"
  failed=$((failed + $(awk 'END { print NR }' "$work/broken")))
}

end_test() {
  unlock
  echo
  cat "$work/results"
  if [ $status -ne 0 ] || [ "$failed" -ne 0 ]; then why_it_failed; fi
  if [ $((passed + failed)) -eq 0 ]; then
    echo "no test ran"
    status=1
  fi
  # A build that breaks must not look like "0 failed".
  if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  echo "took $took s"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] || exit 1
}

# prepare: the tools, the lock, and no results of an earlier run
prepare() {
  [ "${ZWB_BUILD-}" != never ] || die "ZWB_BUILD is never: $command cannot run without building"
  find_java
  find_build_tools
  lock
  modules=$(sed -n 's/^ *<module>\(.*\)<\/module>.*/\1/p' "$home/pom.xml")
  for module in $modules; do
    rm -f "$home/$module"/target/surefire-reports/TEST-*.xml "$home/$module"/target/node-tests.xml
  done
}

why_it_failed() {
  if [ -s "$work/failures" ]; then
    echo "failed:"
    cat "$work/failures"
    echo "details: */target/surefire-reports, and $log"
  fi
  if [ ! -s "$work/failures" ] || [ -s "$work/broken" ]; then
    echo "the end of $log:"
    tail -n 40 "$log"
  fi
}

# count_results: sets passed, failed and skipped; a line per module in $work/results, what failed, and why, in $work/failures
count_results() {
  passed=0 failed=0 skipped=0
  : >"$work/results"
  : >"$work/failures"
  for module in $modules; do
    count_module
    [ $((module_passed + module_failed + module_skipped)) -ne 0 ] || continue
    printf '  %-18s %5d passed %4d failed %4d skipped\n' "${module##*/}" "$module_passed" "$module_failed" "$module_skipped" \
      >>"$work/results"
    passed=$((passed + module_passed)) failed=$((failed + module_failed)) skipped=$((skipped + module_skipped))
  done
}

# count_module: the counts of $module, a folder
count_module() {
  set -- "$home/$module"/target/surefire-reports/TEST-*.xml "$home/$module/target/node-tests.xml"
  for report in "$@"; do
    shift
    [ ! -f "$report" ] || set -- "$@" "$report"
  done
  module_passed=0 module_failed=0 module_skipped=0
  [ $# -ne 0 ] || return 0
  counts=$(LC_ALL=C awk -v failures="$work/failures" -v module="$module" -f "$home/launcher/results.awk" "$@")
  read -r module_passed module_failed module_skipped <<COUNTS
$counts
COUNTS
}
