# What is stale, one build at a time, and Maven told in words. Read by ../zwb.
#
# A part is stale when its jar is missing or a source is newer than the start of its last good build, which
# target/zwb/MODULE.built records. Maven runs over the whole reactor, but leaves out npm and the fat jar where
# these are fresh.
# shellcheck shell=sh

# output MODULE: the jar that the module gives
output() {
  case $1 in
    bridge-server) printf '%s\n' "$home/bridge-server/target/zwb.jar" ;;
    bench) printf '%s\n' "$home/bench/target/zwb-bench.jar" ;;
    *) printf '%s\n' "$home/$1/target/$1-$(version).jar" ;;
  esac
}

version() {
  sed -n '/<artifactId>zmqwebbridge</,$s/^ *<version>\(.*\)<\/version>.*/\1/p' "$home/pom.xml" | head -n 1
}

# commit: what is checked out, with -dirty if files differ from it; nothing without git
commit() {
  [ ! -e "$home/.git" ] || git -C "$home" describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || :
}

stale() {
  [ -f "$(output "$1")" ] && [ -f "$work/$1.built" ] || return 0
  [ -n "$(newer_sources "$1" | head -n 1)" ]
}

# newer_sources MODULE: what changed since it was built; a directory counts, so that deletions do. The module's own
# directory does not: making target/ there is no change of a source.
newer_sources() {
  find "$home/pom.xml" -newer "$work/$1.built"
  find "$home/$1" \( -name node_modules -o -name dist -o -name target -o -name test -o -name __pycache__ \) -prune \
    -o ! -path "$home/$1" -newer "$work/$1.built" -print
}

# build MODULE…: makes the jars of these modules, in the order of the reactor, if one is missing or stale
build() {
  if [ "${ZWB_BUILD-}" = never ]; then
    for module in "$@"; do
      [ -f "$(output "$module")" ] || die "ZWB_BUILD is never, but $(output "$module") is not built"
    done
    return
  fi
  find_stale "$@"
  [ -n "$stale_modules" ] || return 0
  find_build_tools
  lock
  find_stale "$@"
  [ -z "$stale_modules" ] || build_stale "$@"
  unlock
}

# find_stale MODULE…: sets stale_modules; the fat jar holds the JavaScript client and the console too
find_stale() {
  stale_modules=''
  for module in "$@"; do
    case $module:$stale_modules in
      bridge-server:*js-client* | bridge-server:*console*) stale_modules="$stale_modules $module" ;;
      *) ! stale "$module" || stale_modules="$stale_modules $module" ;;
    esac
  done
}

build_stale() {
  say "building$stale_modules"
  for module in "$@"; do last=$module; done
  fresh_parts=''
  case $stale_modules in *js-client* | *console*) ;; *) fresh_parts='-Dexec.skip=true' ;; esac
  case $stale_modules in *bridge-server*) ;; *) fresh_parts="$fresh_parts -Dzwb.skipFatJar=true" ;; esac
  : >"$work/started"
  # A server that runs from the old jar keeps it: the new one is another file.
  for module in $stale_modules; do rm -f "$(output "$module")"; done
  # shellcheck disable=SC2086 # a list of words
  if ! run_maven build -pl "$last" -am -Dmaven.test.skip=true -DskipTests=true -Dspotless.check.skip=true -Dwarnings=-XDnone \
    $fresh_parts package >&2; then
    say "building failed; the end of $log:"
    tail -n 40 "$log" >&2
    exit 1
  fi
  mark_built "$@"
  case $stale_modules in *bridge-server*) archive_classes ;; esac
  say "built in $(elapsed) s"
}

# build_tests STORY MODULES: compiles what is in MODULES (a list with commas) and what they need, tests included; the
# libraries of each are in MODULE/target/STORY/class.path
build_tests() {
  if ! run_maven "$1" -pl "$2" -am -Dexec.skip=true -Dspotless.check.skip=true \
    -Dmdep.includeScope=test -Dmdep.outputFile="target/$1/class.path" test-compile dependency:build-classpath; then
    say "building failed; the end of $log:"
    tail -n 40 "$log" >&2
    exit 1
  fi
}

# class_archive: where the classes that a start loads are kept for this Java, ready to be mapped
class_archive() {
  printf '%s\n' "$work/classes-$java_major.jsa"
}

# archive_classes: makes it, by a rehearsal of the server; without it a start is slower, nothing else
archive_classes() {
  "$java" -Xmx256m $collector -XX:ArchiveClassesAtExit="$(class_archive)" -Xlog:cds=off -Xlog:cds+dynamic=off \
    -cp "$(output bridge-server)" org.zmqwebbridge.BridgeMain rehearse >"$work/archive.log" 2>&1 </dev/null || :
}

mark_built() {
  for module in "$@"; do cp -p "$work/started" "$work/$module.built"; done
}

# lock: waits until no other zwb builds in this tree
lock() {
  mkdir -p "$work"
  if command -v flock >/dev/null; then
    exec 9>"$work/lock"
    flock -n 9 || {
      say "another zwb builds in this tree; waiting for it"
      flock 9
    }
  else
    lock_by_directory
  fi
}

lock_by_directory() {
  told=no
  until mkdir "$work/lock.d" 2>/dev/null; do
    [ $told = yes ] || say "another zwb builds in this tree; waiting for it (if none does, remove $work/lock.d)"
    told=yes
    sleep 1
  done
  trap 'rmdir "$work/lock.d"' EXIT
}

unlock() {
  if command -v flock >/dev/null; then
    exec 9>&-
  else
    rmdir "$work/lock.d"
    trap - EXIT
  fi
}

elapsed() { echo $(($(date +%s) - began)); }

# run_maven STORY ARGS…: Maven over this tree, told on standard output in words (see narrate) and in full in $log
run_maven() {
  story=$1
  shift
  began=$(date +%s)
  log=$work/$story.log
  pipe=$work/maven.pipe
  rm -f "$pipe"
  mkfifo "$pipe"
  (cd "$home" && JAVA_HOME=$java_home exec "$mvn" -B -Dstyle.color=never -Dzwb.commit="$(commit)" "$@") >"$pipe" 2>&1 </dev/null &
  maven=$!
  trap 'stop_maven 130' INT
  trap 'stop_maven 143' TERM HUP
  narrate "$story" <"$pipe" 3>"$log"
  maven_status=0
  wait "$maven" || maven_status=$?
  trap - INT TERM HUP
  rm -f "$pipe"
  return $maven_status
}

stop_maven() {
  trap '' INT TERM HUP
  kill "$maven" 2>/dev/null || :
  wait "$maven" 2>/dev/null || :
  rm -f "$pipe"
  exit "$1"
}

# narrate STORY: Maven's output in, the log on descriptor 3, a line per step on standard output. Leaves what the
# steps took in seconds_format, seconds_compile, seconds_tests, seconds_javascript and seconds_packing.
narrate() {
  seconds_format=0 seconds_compile=0 seconds_tests=0 seconds_javascript=0 seconds_packing=0
  kind='' kind_began=$began downloads=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      '[INFO] --- '*' @ '*) on_step "$1" ;;
      'Downloaded from '* | '[INFO] Downloaded from '*) on_download ;;
      '[INFO] Running '*) [ "$1" != test ] || on_test_class "${line##* }" ;;
      '[ERROR] Tests run:'*' in '*) tell "$module: FAILED ${line##* in }" ;;
      '[ERROR] '*'.java:'*) tell "${line#'[ERROR] '}" ;;
    esac
  done
  on_step_end
}

tell() { printf '%5d s  %s\n' "$(elapsed)" "$1"; }

# on_test_class CLASS: told with the module that has its source, since modules run side by side
on_test_class() {
  path=$(printf '%s\n' "$1" | tr . /).java
  whose=$module
  for source in "$home"/*/src/test/java/"$path"; do
    [ ! -f "$source" ] || { whose=${source#"$home"/} && whose=${whose%%/*}; }
  done
  tell "$whose: ${1##*.}"
}

on_download() {
  downloads=$((downloads + 1))
  [ $((downloads % 100)) -ne 0 ] || tell "downloading libraries: $downloads files"
}

# on_step STORY: a line like "--- maven-jar-plugin:3.4.2:jar (default-jar) @ rpc ---"
on_step() {
  on_step_end
  module=${line##* @ }
  module=${module% ---}
  step=${line#'[INFO] --- '}
  step=${step%% @ *}
  case $step in
    *spotless*) kind=format words='format' ;;
    *compiler*:compile*) kind=compile words='compile' ;;
    *compiler*:testCompile*) kind=compile words='compile the tests' ;;
    *surefire*) kind=tests words='tests' ;;
    *exec*) kind=javascript words=${step#*(} words="npm, ${words%)}" ;;
    *spotbugs*:check*) kind=analysis words='static analysis' ;;
    *shade*) kind=packing words='pack to run' ;;
    *jar*:jar*) kind=packing words='pack' ;;
    *) kind='' words='' ;;
  esac
  ! has_work "$1" || tell "$module: $words"
}

# has_work STORY: whether the module has anything for this step
has_work() {
  case $1:$module:$words in
    *: | build:*:format | build:*:tests | build:*:'compile the tests' | check:integration-tests:tests) return 1 ;;
    *:compile) [ -d "$home/$module/src/main" ] ;;
    *:format) [ -d "$home/$module/src" ] ;;
    *:tests | *:'compile the tests') [ -d "$home/$module/src/test" ] ;;
  esac
}

on_step_end() {
  now=$(date +%s)
  case $kind in
    format) seconds_format=$((seconds_format + now - kind_began)) ;;
    compile) seconds_compile=$((seconds_compile + now - kind_began)) ;;
    tests) seconds_tests=$((seconds_tests + now - kind_began)) ;;
    javascript) seconds_javascript=$((seconds_javascript + now - kind_began)) ;;
    packing) seconds_packing=$((seconds_packing + now - kind_began)) ;;
  esac
  kind='' kind_began=$now
}
