# `zwb faults`, `zwb ledger` and `zwb soak`: a real bridge in trouble, for longer than a test may take
# (docs/faults.md). They are main classes among the integration tests. Read by ../zwb.
# shellcheck shell=sh

trial_modules='bridge-server rpc handlers demo'
trial_heap=512m

# run_trial MAIN ARGS…: turns this process into it; what it needs and its log are in target/trials-COMMAND, so that one
# does not disturb another
run_trial() {
  main=$1
  shift
  trials=$home/integration-tests/target/trials-$command
  find_java
  find_build_tools
  ZWB_PYTHON=$(python_path) || no_test_tools python3-zmq "its services are written in Python too"
  export ZWB_PYTHON
  lock
  build_tests "trials-$command" integration-tests
  keep_trial_classes
  unlock
  cd "$home/integration-tests"
  exec "$java" "-Xmx$trial_heap" -Dorg.slf4j.simpleLogger.logFile="target/trials-$command/log" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.zmqwebbridge.auth.Gatekeeper=error \
    -cp "$(cat "$trials/class.path")" "org.zmqwebbridge.it.$main" "$@"
}

# keep_classes FROM TO: copies a folder of classes, and puts the copy into $libraries
keep_classes() {
  cp -R "$1" "$2"
  libraries=$(printf '%s\n' "$libraries" | awk -v from="$1" -v to="$2" '
    { at = index($0, from); print at ? substr($0, 1, at - 1) to substr($0, at + length(from)) : $0 }')
}

# keep_trial_classes: a copy of all that was compiled, and a class path of it: a trial takes long, and a build in the
# meantime must not change what it runs
keep_trial_classes() {
  rm -rf "$trials/classes"
  mkdir -p "$trials/classes/tests"
  cp -R "$home/integration-tests/target/test-classes/." "$trials/classes/tests"
  libraries=$(cat "$trials/class.path")
  for module in $trial_modules; do keep_classes "$home/$module/target/classes" "$trials/classes/$module"; done
  keep_classes "$home/bridge-server/target/test-classes" "$trials/classes/kit"
  printf '%s\n' "$trials/classes/tests:$libraries" >"$trials/class.path"
}
