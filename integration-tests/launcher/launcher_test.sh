#!/bin/sh
# Proves what ../../zwb promises, in a scratch copy of the tree whose path has spaces, with stand-ins for Java,
# Maven and Node that record how they were called. A rule is a function below the line "Rules".
#
#   launcher_test.sh             runs every rule; exit status 0 when all hold
#   launcher_test.sh list        names them
#   launcher_test.sh run RULE    runs one
# shellcheck disable=SC2016,SC2028 # text in single quotes is for the stand-ins to expand
set -eu

source_tree=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
machine_path=$PATH
unset ZWB_BUILD ZWB_HEAP ZWB_JAVA_OPTS ZWB_CLASSPATH ZWB_PYTHON ZWB_CHROMIUM ZWB_CHROMEDRIVER JAVA_HOME

fail() {
  printf '%s\n' "$*"
  for file in out err maven.calls; do
    [ ! -s "$scratch/$file" ] || { echo "--- $file"; cat "$scratch/$file"; }
  done
  exit 1
}

# --- The scratch tree

make_tree() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  tree="$scratch/a tree with spaces"
  bin=$scratch/bin
  mkdir -p "$tree" "$bin" "$scratch/core" "$scratch/jdk/bin"
  cp -R "$source_tree/zwb" "$source_tree/launcher" "$source_tree/pom.xml" "$source_tree/.ci" "$tree"
  set --
  for module in js-client console bridge-server rpc handlers demo bench integration-tests; do
    set -- "$@" "$tree/$module/src/main/java" "$tree/$module/src/test/java"
  done
  mkdir -p "$@"
  for module in js-client console bridge-server rpc handlers demo bench integration-tests; do
    echo "<project/>" >"$tree/$module/pom.xml"
    echo "class A {}" >"$tree/$module/src/main/java/A.java"
  done
  link_tools sh bash cat sed find head tail tr sort dirname basename readlink mkdir mkfifo rm rmdir cp date awk env flock id \
    sleep chmod ln du cut mv xargs sha256sum md5sum sha1sum uname grep
  stand_in_java 17
  stand_in_maven
  stand_in "$bin/node" 'echo v20.1.0'
  stand_in "$bin/npm" 'exit 0'
  PATH=$bin:$scratch/core
  export scratch
}

# link_tools NAME…: the machine's, found and linked with few processes, since every rule does so
link_tools() {
  tools=$*
  set --
  IFS_before=$IFS
  for tool in $tools; do
    IFS=:
    for folder in $machine_path; do
      if [ -x "$folder/$tool" ]; then set -- "$@" "$folder/$tool" && break; fi
    done
    IFS=$IFS_before
  done
  ln -s "$@" "$scratch/core"
}

# stand_in FILE TEXT: an executable shell script
stand_in() {
  printf '#!/bin/sh\n%s\n' "$2" >"$1"
  chmod +x "$1"
}

# stand_in_java MAJOR: a JDK that says how it was called, an argument per line
stand_in_java() {
  stand_in "$scratch/jdk/bin/java" '
    case $1 in
      -XshowSettings:properties)
        echo "    java.home = $scratch/jdk" >&2
        echo "    java.specification.version = '"$1"'" >&2 ;;
      *) echo "pid $$"; for argument in "$@"; do echo "<$argument>"; done ;;
    esac'
  stand_in "$scratch/jdk/bin/javac" 'exit 0'
  ln -sf "$scratch/jdk/bin/java" "$bin/java"
}

# stand_in_maven: makes the jars that the launcher waits for; $scratch/during is run in the midst of it
stand_in_maven() {
  : >"$scratch/during"
  stand_in "$bin/mvn" '
    case $1 in -v) echo "Apache Maven 3.9.1 (x)"; exit ;; esac
    echo "$*" >>"$scratch/maven.calls"
    echo "[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ rpc ---"
    . "$scratch/during"
    mkdir -p bridge-server/target js-client/target console/target rpc/target handlers/target demo/target bench/target
    for jar in bridge-server/target/zwb.jar js-client/target/js-client-0.1.0-SNAPSHOT.jar \
      console/target/console-0.1.0-SNAPSHOT.jar \
      rpc/target/rpc-0.1.0-SNAPSHOT.jar handlers/target/handlers-0.1.0-SNAPSHOT.jar demo/target/demo-0.1.0-SNAPSHOT.jar bench/target/zwb-bench.jar; do
      [ -f "$jar" ] || echo jar >"$jar"
    done'
}

zwb() { "$tree/zwb" "$@" >"$scratch/out" 2>"$scratch/err"; }

expect_status() {
  expected=$1
  shift
  status=0
  zwb "$@" || status=$?
  [ "$status" -eq "$expected" ] || fail "zwb $* ended with $status, not $expected"
}

built() { expect_status 0 demo; : >"$scratch/maven.calls"; }

# edit FILE: gives it a time after the last build; the clock of the file system may be coarse
edit() {
  until [ -n "$(find "$tree/$1" -newer "$tree/target/zwb/started")" ]; do echo "class B {}" >>"$tree/$1"; done
}

# await FILE PID: until the process has made the file
await() {
  until [ -s "$1" ]; do
    kill -0 "$2" 2>/dev/null || fail "the process ended before it made $1"
    sleep 0.05
  done
}

says() { grep_in "$scratch/err" "$1"; }

prints() { grep_in "$scratch/out" "$1"; }

grep_in() {
  case $(cat "$1") in *"$2"*) ;; *) fail "nothing says: $2" ;; esac
}

never_prints() {
  case $(cat "$scratch/out") in *"$1"*) fail "something says: $1" ;; *) ;; esac
}

last_line_is() { [ "$(tail -n 1 "$scratch/out")" = "$1" ] || fail "the last line is not: $1"; }

maven_was_asked_for() { grep_in "$scratch/maven.calls" "$1"; }

maven_was_not_asked_for() {
  case $(cat "$scratch/maven.calls") in *"$1"*) fail "Maven was asked for: $1" ;; *) ;; esac
}

maven_ran() { [ "$(awk 'END { print NR }' "$scratch/maven.calls")" -eq "$1" ] || fail "Maven did not run $1 times"; }

# reports TEXT: what Maven stands in for when it runs tests
surefire_report() {
  printf 'mkdir -p %s/target/surefire-reports; printf "%%s\\n" '"'%s'"' >%s/target/surefire-reports/TEST-%s.xml\n' \
    "$1" "$3" "$1" "$2" >>"$scratch/during"
}

test_tools() {
  for tool in chromium chromedriver python3 curl h2load nginx haproxy caddy promtool redis-server redis-sentinel; do stand_in "$bin/$tool" 'exit 0'; done
  ZWB_PYTHON=$bin/python3
  export ZWB_PYTHON
}

# --- Rules

helpNamesEveryCommand() {
  expect_status 0 help
  for words in 'zwb demo' 'zwb init' 'zwb serve' 'zwb relay' 'zwb grip' 'zwb grip-publish' 'zwb mongrel2' 'zwb m2sh' 'zwb procer' 'zwb blastbeat' 'zwb req' 'zwb version' 'zwb config check' 'zwb bench' 'zwb fuzz' 'zwb faults' 'zwb ledger' 'zwb soak' 'zwb check' 'zwb test' 'zwb site' 'zwb help'; do prints "$words"; done
}

withoutACommandHelpIsShown() {
  expect_status 0
  prints 'zwb demo'
}

everyCommandExplainsItself() {
  for command in demo init serve relay grip grip-publish mongrel2 m2sh procer blastbeat req sub pub push version config bench fuzz faults ledger soak check test dist site; do
    expect_status 0 help $command
    prints "zwb $command"
    expect_status 0 $command --help
    prints "zwb $command"
  done
}

everyCommandSaysItsVersionAndDoesNothingElse() {
  for command in '' demo init serve relay grip grip-publish mongrel2 m2sh procer blastbeat req sub pub push version config 'config check' bench fuzz faults ledger soak check test dist site; do
    # shellcheck disable=SC2086 # a list of words
    expect_status 0 $command --version
    prints '<version>'
  done
}

configExplainsItsPartsToo() {
  expect_status 0 config check --help
  prints 'zwb config check'
  expect_status 0 config schema -h
  prints 'zwb config schema'
}

anUnknownCommandIsRefused() {
  expect_status 2 frobnicate
  says "no command 'frobnicate'"
  expect_status 2 help frobnicate
  says "no command 'frobnicate'"
}

configTakesCheckAndSchema() {
  expect_status 2 config
  expect_status 2 config print x.yaml
  expect_status 2 config schema x.yaml
  expect_status 0 config schema
  prints '<schema>'
  expect_status 0 config check x.yaml --set a=b
  prints '<check>'
  prints '<a=b>'
}

checkAndTestTakeNoArguments() {
  expect_status 2 check fast
  expect_status 2 test --some
}

aMissingJdkIsNamedWithTheWayToGetIt() {
  rm "$bin/java"
  expect_status 1 serve
  says 'JDK 17 or newer is missing'
  says 'apt-get install openjdk-17-jdk-headless'
}

anOldJdkIsRefused() {
  stand_in_java 11
  expect_status 1 serve
  says "$bin/java is older"
}

aWrongJavaHomeIsNamed() {
  export JAVA_HOME=/nowhere
  expect_status 1 serve
  says 'JAVA_HOME is /nowhere'
}

javaHomeWinsOverThePath() {
  rm "$bin/java"
  stand_in "$bin/java" 'exit 9'
  export JAVA_HOME="$scratch/jdk"
  expect_status 0 serve
}

aRuntimeWithoutCompilerStartsWhatIsBuiltButDoesNotBuild() {
  rm "$scratch/jdk/bin/javac"
  expect_status 1 serve
  says 'no compiler'
  stand_in "$scratch/jdk/bin/javac" 'exit 0'
  built
  rm "$scratch/jdk/bin/javac"
  expect_status 0 serve
}

missingAndOldMavenAreNamed() {
  stand_in "$bin/mvn" 'echo "Apache Maven 3.6.3"'
  expect_status 1 serve
  says 'Maven 3.8 or newer is missing'
  says 'is 3.6'
  rm "$bin/mvn"
  expect_status 1 serve
  says 'apt-get install maven'
}

missingAndOldNodeAreNamed() {
  stand_in "$bin/node" 'echo v18.20.4'
  expect_status 1 serve
  says 'Node 20 or newer, with npm, is missing'
  says 'is 18.20'
  rm "$bin/node"
  expect_status 1 serve
  says 'no node on PATH'
}

whatIsBuiltStartsWithoutMavenAndNode() {
  built
  rm "$bin/mvn" "$bin/node" "$bin/npm"
  expect_status 0 demo
}

theLaunchersPidIsTheServers() {
  built
  "$tree/zwb" serve >"$scratch/out" 2>"$scratch/err" &
  launcher=$!
  wait $launcher
  prints "pid $launcher"
}

aRealJvmHasTheLaunchersPid() {
  built
  PATH=$machine_path
  mkdir -p "$scratch/main"
  cat >"$scratch/main/BridgeMain.java" <<'JAVA'
package org.zmqwebbridge;

class BridgeMain {
  public static void main(String[] args) {
    System.out.println("pid " + ProcessHandle.current().pid() + " " + String.join("|", args));
  }
}
JAVA
  javac -d "$scratch/main" "$scratch/main/BridgeMain.java"
  jar --create --file "$tree/bridge-server/target/zwb.jar" -C "$scratch/main" org
  "$tree/zwb" serve --set 'a=b c' >"$scratch/out" 2>"$scratch/err" &
  launcher=$!
  wait $launcher
  prints "pid $launcher serve|--set|a=b c"
  [ ! -s "$scratch/err" ] || fail 'the JVM, or the launcher, said something'
}

argumentsReachTheServerUnchanged() {
  built
  expect_status 0 serve --config 'my file.yaml' --set 'a=$b "c"' ''
  prints '<org.zmqwebbridge.BridgeMain>
<serve>
<--config>
<my file.yaml>
<--set>
<a=$b "c">
<>'
}

relayBecomesAServerFromAnyFolder() {
  built
  stand_in "$scratch/jdk/bin/java" 'case $1 in
    -Xshow*) echo " java.home = $scratch/jdk"; echo " java.specification.version = 17" ;;
    *) echo "pid $$ in $(pwd)"; for argument in "$@"; do echo "<$argument>"; done ;;
  esac'
  mkdir "$scratch/caller"
  cd "$scratch/caller"
  "$tree/zwb" relay --config 'my hbpush.yaml' --format json --port 0 >"$scratch/out" 2>"$scratch/err" &
  launcher=$!
  wait $launcher
  prints "pid $launcher in $scratch/caller"
  prints '<org.zmqwebbridge.BridgeMain>
<relay>
<--config>
<my hbpush.yaml>
<--format>
<json>
<--port>
<0>'
}

versionIsTheServersOwnWord() {
  built
  for word in version --version; do
    expect_status 0 $word
    prints '<org.zmqwebbridge.BridgeMain>
<version>'
  done
  expect_status 2 version please
}

initIsToldHowTheLauncherWasCalled() {
  expect_status 0 init 'my page'
  prints "<-Dzwb.command=$tree/zwb>"
  prints '<org.zmqwebbridge.BridgeMain>
<init>
<my page>'
}

theBuildKnowsWhatIsCheckedOut() {
  expect_status 0 serve
  maven_was_asked_for '-Dzwb.commit= '
  PATH=$machine_path:$PATH
  git init -q "$tree"
  git -C "$tree" add pom.xml
  git -C "$tree" -c user.name=a -c user.email=a@example.org commit -q -m first
  PATH=$bin:$scratch/core:$(dirname "$(command -v git)")
  edit bridge-server/src/main/java/A.java
  expect_status 0 serve
  maven_was_asked_for "-Dzwb.commit=$(git -C "$tree" rev-parse --short=12 HEAD)"
  echo '<!-- changed -->' >>"$tree/pom.xml"
  expect_status 0 serve
  maven_was_asked_for '-dirty'
}

demoStartsTheDemo() {
  expect_status 0 demo --port 8123
  prints '<org.zmqwebbridge.demo.DemoMain>
<--port>
<8123>'
  prints "<$tree/bridge-server/target/zwb.jar:$tree/demo/target/demo-0.1.0-SNAPSHOT.jar:$tree/rpc/target/rpc-0.1.0-SNAPSHOT.jar:$tree/handlers/target/handlers-0.1.0-SNAPSHOT.jar>"
}

benchStartsTheLoadTool() {
  expect_status 0 bench requests --help
  prints '<org.zmqwebbridge.bench.BenchMain>
<requests>
<--help>'
  prints "<$tree/bridge-server/target/zwb.jar:$tree/bench/target/zwb-bench.jar>"
  maven_was_asked_for '-pl bench '
}

itRunsThroughSymbolicLinksFromAnyDirectory() {
  built
  mkdir "$scratch/else where"
  ln -s "$tree/zwb" "$scratch/else where/first"
  ln -s "first" "$scratch/else where/second"
  (cd "$scratch/else where" && CDPATH=/ ./second serve) >"$scratch/out" 2>"$scratch/err" || fail 'it does not start'
  prints "<$tree/bridge-server/target/zwb.jar>"
}

theServersDirectoryIsTheCallers() {
  built
  stand_in "$scratch/jdk/bin/java" 'case $1 in -Xshow*) echo " java.home = /x"; echo " java.specification.version = 17" ;; *) pwd ;; esac'
  mkdir "$scratch/caller"
  (cd "$scratch/caller" && "$tree/zwb" serve) >"$scratch/out" 2>"$scratch/err"
  prints "$scratch/caller"
}

theHeapIsModestUnlessToldOtherwise() {
  built
  expect_status 0 serve
  prints '<-Xmx512m>'
  export ZWB_HEAP=1g
  expect_status 0 serve
  prints '<-Xmx1g>'
  never_prints '<-Xmx512m>'
  export ZWB_JAVA_OPTS='-Da=b -Dc=d'
  expect_status 0 serve
  prints '<-Da=b>
<-Dc=d>'
}

hookJarsAreOnTheClassPath() {
  built
  export ZWB_CLASSPATH=my.jar:other.jar
  expect_status 0 serve
  prints "<$tree/bridge-server/target/zwb.jar:my.jar:other.jar>"
}

flagsOfNewJdksAreGivenToNewJdksOnly() {
  built
  expect_status 0 serve
  never_prints 'sun-misc-unsafe'
  stand_in_java 25
  expect_status 0 serve
  prints '<--sun-misc-unsafe-memory-access=allow>'
}

whatIsFreshIsNotBuilt() {
  built
  expect_status 0 demo
  expect_status 0 serve
  maven_ran 0
}

aChangedServerSourceLeavesTheClientAlone() {
  built
  edit bridge-server/src/main/java/A.java
  expect_status 0 serve
  maven_was_asked_for '-pl bridge-server '
  maven_was_asked_for '-Dexec.skip=true'
  maven_was_not_asked_for 'skipFatJar'
}

aChangedDemoSourceLeavesTheServerAlone() {
  built
  edit demo/src/main/java/A.java
  expect_status 0 serve
  maven_ran 0
  expect_status 0 demo
  maven_was_asked_for '-pl demo '
  maven_was_asked_for '-Dexec.skip=true'
  maven_was_asked_for '-Dzwb.skipFatJar=true'
}

aChangedConsoleRepacksTheServer() {
  built
  edit console/src/main/java/A.java
  expect_status 0 serve
  maven_was_not_asked_for 'exec.skip'
  maven_was_not_asked_for 'skipFatJar'
}

aChangedClientRepacksTheServer() {
  built
  edit js-client/src/main/java/A.java
  expect_status 0 serve
  maven_was_not_asked_for 'exec.skip'
  maven_was_not_asked_for 'skipFatJar'
}

aChangedParentPomRebuildsEverything() {
  built
  edit pom.xml
  expect_status 0 demo
  maven_was_not_asked_for 'exec.skip'
  maven_was_not_asked_for 'skipFatJar'
}

aDeletedSourceIsAChange() {
  echo "class C {}" >"$tree/bridge-server/src/main/java/C.java"
  built
  rm "$tree/bridge-server/src/main/java/C.java"
  expect_status 0 serve
  maven_ran 1
}

aChangedTestBuildsNothing() {
  built
  echo "class T {}" >"$tree/bridge-server/src/test/java/T.java"
  mkdir -p "$tree/js-client/dist" "$tree/js-client/node_modules/x" "$tree/js-client/test"
  echo x >"$tree/js-client/test/a.test.js"
  expect_status 0 demo
  maven_ran 0
}

aMissingJarIsBuilt() {
  built
  rm "$tree/bridge-server/target/zwb.jar"
  expect_status 0 serve
  maven_ran 1
}

anEditDuringTheBuildIsNotMissed() {
  built
  edit bridge-server/src/main/java/A.java
  echo 'D=bridge-server/src/main/java/D.java
    until [ -n "$(find $D -newer target/zwb/started)" ]; do echo "class D {}" >>$D; done' >"$scratch/during"
  expect_status 0 serve
  : >"$scratch/during"
  expect_status 0 serve
  maven_ran 2
}

aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() {
  echo 'echo "[ERROR] A.java: no such thing"; exit 1' >"$scratch/during"
  expect_status 1 serve
  says '[ERROR] A.java: no such thing'
  says 'target/zwb/build.log'
  never_prints '<serve>'
  : >"$scratch/during"
  expect_status 0 serve
  maven_ran 2
}

aServerThatRunsKeepsItsJar() {
  built
  exec 5<"$tree/bridge-server/target/zwb.jar"
  edit bridge-server/src/main/java/A.java
  echo 'mkdir -p bridge-server/target; echo another >bridge-server/target/zwb.jar' >"$scratch/during"
  expect_status 0 serve
  read -r kept <&5
  [ "$kept" = jar ] || fail 'the open jar changed under its reader'
}

progressIsToldOnStandardErrorWhenAServerFollows() {
  expect_status 0 serve
  says 'building js-client console bridge-server'
  says 'rpc: compile'
  never_prints 'compile'
}

twoLaunchersBuildOnce() {
  mkfifo "$scratch/go" "$scratch/second"
  echo 'echo yes >"$scratch/building"; cat "$scratch/go"' >"$scratch/during"
  "$tree/zwb" serve >"$scratch/out" 2>"$scratch/err" &
  first=$!
  await "$scratch/building" $first
  "$tree/zwb" serve 2>"$scratch/second" >"$scratch/out.second" &
  second=$!
  read -r line <"$scratch/second"
  case $line in *'waiting for it'*) ;; *) fail "the second launcher said: $line" ;; esac
  : >"$scratch/go"
  wait $first || fail 'the first launcher failed'
  wait $second || fail 'the second launcher failed'
  maven_ran 1
}

aStoppedLauncherStopsItsBuild() {
  mkfifo "$scratch/go"
  echo 'echo $$ >"$scratch/maven.pid"; exec cat "$scratch/go"' >"$scratch/during"
  "$tree/zwb" serve >"$scratch/out" 2>"$scratch/err" &
  launcher=$!
  await "$scratch/maven.pid" $launcher
  kill -TERM $launcher
  status=0
  wait $launcher || status=$?
  [ $status -eq 143 ] || fail "it ended with $status"
  ! kill -0 "$(cat "$scratch/maven.pid")" 2>/dev/null || fail 'Maven goes on'
}

buildNeverStartsWhatIsThereOrSaysWhatIsNot() {
  export ZWB_BUILD=never
  expect_status 1 serve
  says 'ZWB_BUILD is never, but'
  unset ZWB_BUILD
  built
  edit bridge-server/src/main/java/A.java
  export ZWB_BUILD=never
  expect_status 0 serve
  maven_ran 0
  stand_in "$scratch/jdk/bin/java" 'case $1 in -Xshow*) echo " java.home = /x"; echo " java.specification.version = 17" ;; *) env ;; esac'
  expect_status 0 serve
  never_prints ZWB_BUILD
}

# packages: what dist needs beside what Maven gives
packages() {
  mkdir -p "$tree/site" "$tree/target/site"
  echo '<!doctype html>' >"$tree/target/site/index.html"
  cp "$source_tree/LICENSE" "$tree"
  mkdir "$tree/packaging"
  echo 'echo image >"$3"' >"$tree/packaging/image.sh"
  echo 'mkdir -p packaging/target/control
    for made in zwb.jar zwb-sbom.json zwb.deb; do echo made >packaging/target/$made; done
    echo "Architecture: amd64" >packaging/target/control/control' >"$scratch/during"
}

distFillsAFolderAndInstallsNothing() {
  packages
  expect_status 0 dist
  for made in zwb_0.1.0~SNAPSHOT_amd64.deb zwb-oci.tar zwb.jar zwb-sbom.json LICENSE SHA256SUMS; do prints "  $made"; done
  grep_in "$tree/target/dist/SHA256SUMS" '  zwb-oci.tar'
  grep_in "$tree/target/dist/SHA256SUMS" '  site/index.html'
  grep_in "$scratch/maven.calls" '-Dmaven.install.skip=true'
  grep_in "$scratch/maven.calls" '/a%20tree%20with%20spaces/target/dist/maven deploy'
}

distTellsNoTimeOfItsOwn() {
  packages
  echo 'mkdir -p target/dist/maven/a; : >target/dist/maven/a/a-0.1.0-20260505.010203-7.jar
    echo "<timestamp>20260505.010203</timestamp><buildNumber>7</buildNumber>" >target/dist/maven/a/maven-metadata.xml
    echo "<lastUpdated>20260505010203</lastUpdated>" >>target/dist/maven/a/maven-metadata.xml' >>"$scratch/during"
  expect_status 0 dist
  grep_in "$tree/target/dist/SHA256SUMS" '  maven/a/a-0.1.0-20260101.000000-1.jar'
  grep_in "$tree/target/dist/maven/a/maven-metadata.xml" '<timestamp>20260101.000000</timestamp><buildNumber>1<'
  grep_in "$tree/target/dist/maven/a/maven-metadata.xml" '<lastUpdated>20260101000000<'
}

distKnowsThreeForms() {
  expect_status 2 dist --frobnicate
  says 'zwb dist --check'
  expect_status 1 dist --check
  says 'this is no checkout'
  expect_status 1 dist --release
  prints "  NO   the version is a release's: 0.1.0-SNAPSHOT"
  says 'not ready for a release'
}

testCountsWhatEveryRunnerReports() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="5" errors="0" skipped="1" failures="0">'
  surefire_report demo B '<testsuite name="B" tests="2" errors="0" skipped="0" failures="0">'
  echo 'mkdir -p js-client/target; printf "<!-- pass 7 -->\n<!-- fail 0 -->\n<!-- skipped 2 -->\n" >js-client/target/node-tests.xml' \
    >>"$scratch/during"
  expect_status 0 test
  last_line_is '13 passed, 0 failed, 3 skipped'
}

testNamesWhatFailedInNode() {
  test_tools
  echo 'mkdir -p js-client/target
    printf "<testcase name=\"%s\" time=\"0\" classname=\"test\">\n\t\t<failure>\n" "the rule" >js-client/target/node-tests.xml
    printf "<!-- pass 7 -->\n<!-- fail 1 -->\n<!-- cancelled 1 -->\n" >>js-client/target/node-tests.xml' >>"$scratch/during"
  expect_status 1 test
  prints 'js-client: the rule'
  last_line_is '7 passed, 2 failed, 0 skipped'
}

whatModulesPrintSideBySideIsToldAndCountedWithItsOwn() {
  test_tools
  echo 'mkdir -p js-client/target demo/src/test/java/x; : >demo/src/test/java/x/B.java' >>"$scratch/during"
  surefire_report demo B '<testsuite name="B" tests="2" errors="0" skipped="0" failures="0">'
  echo 'echo "[INFO] --- exec-maven-plugin:3.6.4:exec (test) @ js-client ---"
    echo "[INFO] --- maven-surefire-plugin:3.5.4:test (default-test) @ rpc ---"
    echo "[INFO] Running x.B"
    printf "<!-- pass 7 -->\n" >js-client/target/node-tests.xml
    printf "ℹ pass 7\n"' >>"$scratch/during"
  expect_status 0 test
  prints 'demo: B'
  prints '  js-client              7 passed'
  last_line_is '9 passed, 0 failed, 0 skipped'
}

testFailsWhenATestFailedAndNamesIt() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="1" skipped="0" failures="1">
  <testcase name="good" classname="x.A" time="0"/>
  <testcase name="bad" classname="x.A" time="0">
    <failure message="m">no</failure>
  </testcase>'
  expect_status 1 test
  prints 'rpc: x.A.bad'
  never_prints 'x.A.good'
  last_line_is '1 passed, 2 failed, 0 skipped'
}

testSaysWhyATestFailed() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="1" skipped="0" failures="1">
  <testcase name="bad" classname="x.A" time="0">
    <failure message="m" type="t"><![CDATA[AssertionError: seed 5: the books are wrong: [LOST: 1 "2" &lt;3]
more of it]]]]><![CDATA[>
	at org.junit.jupiter.api.Assertions.fail(Assertions.java:1)
	at org.zmqwebbridge.it.A.bad(A.java:7)
	at org.zmqwebbridge.it.A.other(A.java:8)
]]></failure>
    <system-out><![CDATA[printed
    <failure>not this</failure>
]]></system-out>
  </testcase>
  <testcase name="worse" classname="x.A" time="0">
    <error type="t"><![CDATA[IllegalStateException
	at app//org.zmqwebbridge.a.B.c(B.java:9)
]]></error>
  </testcase>'
  expect_status 1 test
  prints '  rpc: x.A.bad
      AssertionError: seed 5: the books are wrong: [LOST: 1 "2" &lt;3]
      more of it]]>
      at org.zmqwebbridge.it.A.bad(A.java:7)
  rpc: x.A.worse
      IllegalStateException
      at app//org.zmqwebbridge.a.B.c(B.java:9)'
  never_prints 'other(A.java:8)'
  never_prints 'Assertions.fail'
  last_line_is '1 passed, 2 failed, 0 skipped'
}

whyATestFailedIsCutAndHasNoControlCharacters() {
  test_tools
  long=$(awk 'BEGIN { for (i = 0; i < 700; i++) printf "a" }')
  escape=$(printf '\033')
  surefire_report rpc A "<testsuite name=\"A\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"1\">
  <testcase name=\"bad\" classname=\"x.A\" time=\"0\">
    <failure><![CDATA[red$escape[31m text
$long
not told
	at org.zmqwebbridge.A.a(A.java:1)
]]></failure>
  </testcase>"
  expect_status 1 test
  prints '      red [31m text
      aaa'
  prints 'aaa...
      at org.zmqwebbridge.A.a(A.java:1)'
  never_prints "$long"
  never_prints 'not told'
}

testSaysWhyAJavaScriptTestFailed() {
  test_tools
  echo 'mkdir -p js-client/target
    printf "<testcase name=\"%s\" time=\"0\" classname=\"test\">\n\t\t<failure message=\"1 &lt; 2\">\nError: 1 &lt; 2\n" "the rule" >js-client/target/node-tests.xml
    printf "    at a (node:x:1) {\n      at b (file:///x.js:2)\n}\n\t\t</failure>\n" >>js-client/target/node-tests.xml
    printf "<!-- pass 7 -->\n<!-- fail 1 -->\n" >>js-client/target/node-tests.xml' >>"$scratch/during"
  expect_status 1 test
  prints '  js-client: the rule
      1 < 2
      at b (file:///x.js:2)'
  last_line_is '7 passed, 1 failed, 0 skipped'
}

testFailsWhenNothingRan() {
  test_tools
  expect_status 1 test
  prints 'no test ran'
}

testFailsWhenTheBuildBrokeThoughNoTestFailed() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="0" skipped="0" failures="0">'
  echo 'echo "[ERROR] npm broke"; exit 1' >>"$scratch/during"
  expect_status 1 test
  prints '[ERROR] npm broke'
  last_line_is '3 passed, 1 failed, 0 skipped'
}

aBuildThatBrokeIsToldBesideATestThatFailed() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="0" skipped="0" failures="1">
  <testcase name="bad" classname="x.A" time="0">
    <failure message="m">no</failure>
  </testcase>'
  echo 'echo "[ERROR] Failed to execute goal org.x:spotbugs-maven-plugin:4.9:check (analysis) on project static-analysis: failed with 18 bugs -> [Help 1]"
    exit 1' >>"$scratch/during"
  expect_status 1 test
  prints '  rpc: x.A.bad'
  prints '  static-analysis: the build failed at spotbugs-maven-plugin:4.9:check (analysis): failed with 18 bugs'
  last_line_is '2 passed, 2 failed, 0 skipped'
}

resultsOfAnEarlierRunDoNotCount() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="0" skipped="0" failures="0">'
  expect_status 0 test
  : >"$scratch/during"
  expect_status 1 test
  prints 'no test ran'
}

testTellsJUnitWhereTheToolsAre() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="1" errors="0" skipped="0" failures="0">'
  echo 'echo "$ZWB_PYTHON $ZWB_CHROMIUM $ZWB_CHROMEDRIVER $ZWB_BUILD" >"$scratch/seen"' >>"$scratch/during"
  expect_status 0 test
  grep_in "$scratch/seen" "$bin/python3 $bin/chromium $bin/chromedriver never"
}

missingTestToolsAreNamedWhereWeMayNotInstall() {
  test_tools
  rm "$bin/chromium" "$bin/chromedriver"
  rm "$scratch/core/id"
  stand_in "$bin/id" 'echo 1000'
  expect_status 1 test
  says 'apt-get install chromium chromium-driver'
  says 'sudo wants a password or is not there'
}

missingTestToolsAreInstalledWhereWeMay() {
  test_tools
  rm "$bin/chromium" "$scratch/core/id"
  stand_in "$bin/id" 'echo 1000'
  stand_in "$bin/sudo" 'shift; [ "$1" = true ] || exec "$@"'
  stand_in "$bin/apt-get" 'echo "$*" >>"$scratch/apt.calls"; case $1 in install) printf "#!/bin/sh\n" >"$scratch/bin/chromium"; chmod +x "$scratch/bin/chromium" ;; esac'
  surefire_report rpc A '<testsuite name="A" tests="1" errors="0" skipped="0" failures="0">'
  expect_status 0 test
  [ "$(cat "$scratch/apt.calls")" = 'update
install -y --no-install-recommends chromium' ] || fail "apt-get was asked for: $(cat "$scratch/apt.calls")"
}

checkShowsWhatBrokeTheBuild() {
  echo 'echo "a.ts: unused"; exit 1' >"$scratch/during"
  expect_status 1 check
  prints 'a.ts: unused'
  prints 'check FAILED'
}

checkLeavesIntegrationTestsOut() {
  surefire_report rpc A '<testsuite name="A" tests="4" errors="0" skipped="0" failures="0">'
  expect_status 0 check
  maven_was_asked_for '-Dzwb.skipIntegrationTests=true test'
  prints '4 tests passed'
}

checkFailsWhenNothingRanOrATestFailed() {
  expect_status 1 check
  prints 'no test ran'
  surefire_report rpc A '<testsuite name="A" tests="4" errors="0" skipped="0" failures="1">'
  expect_status 1 check
  prints 'check FAILED'
}

# fuzz_tests: two targets, and a JVM that says how it was called and what libFuzzer would have said
fuzz_tests() {
  for class in One Two; do
    printf 'package a.b;\nclass %sFuzzTest {\n  @MethodSource("seeds")\n  @FuzzTest\n  void read(byte[] bytes) {}\n}\n' $class \
      >"$tree/bridge-server/src/test/java/${class}FuzzTest.java"
  done
  echo 'for module in bridge-server rpc; do
    mkdir -p $module/target/classes $module/target/test-classes $module/target/fuzz
    echo lib.jar >$module/target/fuzz/class.path
  done' >"$scratch/during"
  : >"$scratch/in.the.jvm"
  stand_in "$scratch/jdk/bin/java" '
    case $1 in -Xshow*) echo " java.home = $scratch/jdk"; echo " java.specification.version = 17"; exit ;; esac
    echo "$*" >>"$scratch/java.calls"
    echo "#8 DONE   cov: 12 ft: 34 corp: 3/5b exec/s: 4 rss: 9Mb"
    echo "stat::number_of_executed_units: 1000"
    echo "stat::average_exec_per_sec:     500"
    . "$scratch/in.the.jvm"'
}

fuzzExploresEachTargetInAJvmOfItsOwn() {
  fuzz_tests
  expect_status 0 fuzz --runs 1000
  maven_was_asked_for '-pl bridge-server,rpc -am'
  [ "$(awk 'END { print NR }' "$scratch/java.calls")" -eq 2 ] || fail 'not one JVM for each target'
  grep_in "$scratch/java.calls" '--target_class=a.b.OneFuzzTest --target_method=read'
  grep_in "$scratch/java.calls" '-Xmx256m'
  grep_in "$scratch/java.calls" '-runs=1000'
  prints 'OneFuzzTest.read                                   1000       500      12        34         0'
  prints '2 targets                                          2000                                     0'
}

fuzzTakesPartsOfNames() {
  fuzz_tests
  expect_status 0 fuzz --minutes 2 Two
  grep_in "$scratch/java.calls" '--target_class=a.b.TwoFuzzTest'
  grep_in "$scratch/java.calls" '-max_total_time=120'
  never_prints OneFuzzTest
  expect_status 0 fuzz --list
  prints 'bridge-server  OneFuzzTest.read'
}

fuzzRefusesWhatItDoesNotKnow() {
  fuzz_tests
  expect_status 2 fuzz Three
  says 'no fuzz test is called Three'
  for wrong in --fast '--minutes 0' '--minutes many' --runs; do
    # shellcheck disable=SC2086 # a list of words
    expect_status 2 fuzz $wrong
  done
  [ ! -e "$scratch/maven.calls" ] || fail 'it built something first'
}

fuzzFailsOnAFindingAndSaysWhereItBelongs() {
  fuzz_tests
  echo 'case $* in *OneFuzz*)
      echo "== Java Exception: wrong"
      echo x >"$(pwd)/target/fuzz/OneFuzzTest.read/findings/crash-1"
      exit 77 ;;
    esac' >"$scratch/in.the.jvm"
  expect_status 1 fuzz
  prints 'FOUND by OneFuzzTest.read'
  prints '== Java Exception: wrong'
  prints 'bridge-server/src/test/resources/a/b/OneFuzzTestInputs/read/'
  prints 'TwoFuzzTest.read'
}

anInputThatIsSlowOnlyOnceIsNoFinding() {
  fuzz_tests
  echo 'findings="$(pwd)/target/fuzz/OneFuzzTest.read/findings"
    case $* in
      *OneFuzz*-runs=20*) echo "Executed x in 3000 ms" ;;
      *OneFuzz*) echo x >"$findings/slow-unit-1" ;;
    esac' >"$scratch/in.the.jvm"
  expect_status 0 fuzz
  never_prints FOUND
  sed -i 's/3000/30000/' "$scratch/in.the.jvm"
  expect_status 1 fuzz
  prints 'FOUND by OneFuzzTest.read'
}

# trial_tests: modules that are compiled, and a JVM that says how it was called
trial_tests() {
  test_tools
  echo 'for module in bridge-server rpc handlers demo integration-tests; do
    for classes in classes test-classes; do
      mkdir -p $module/target/$classes
      echo new >$module/target/$classes/A.class
    done
  done
  mkdir -p integration-tests/target/trials-faults
  echo "lib.jar:$(pwd)/bridge-server/target/classes:$(pwd)/demo/target/classes" >integration-tests/target/trials-faults/class.path' \
    >"$scratch/during"
}

trialsBecomeAJvmOverCopiesOfWhatWasBuilt() {
  trial_tests
  expect_status 0 faults --only cut
  maven_was_asked_for '-pl integration-tests -am'
  kept="$tree/integration-tests/target/trials-faults/classes"
  prints "<$kept/tests:lib.jar:$kept/bridge-server:$kept/demo>"
  prints '<org.zmqwebbridge.it.fault.FaultsMain>'
  prints '<--only>'
  for module in tests bridge-server rpc handlers demo; do [ -s "$kept/$module/A.class" ] || fail "no classes of $module"; done
}

trialsNeedPythonToKnowZmq() {
  trial_tests
  for python in python3 unknown; do stand_in "$bin/$python" 'exit 1'; done
  ZWB_PYTHON=unknown
  expect_status 1 faults
  says 'python3-zmq'
}

aFindingOfTheStaticAnalysisIsTold() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="0" skipped="0" failures="0">'
  echo 'echo "[INFO] --- spotbugs-maven-plugin:4.9.8.2:check (analysis) @ rpc ---"
    echo "[ERROR] Medium: a field is exposed [a.B] At B.java:[line 7] EI_EXPOSE_REP"; exit 1' >>"$scratch/during"
  expect_status 1 test
  prints 'rpc: static analysis'
  prints 'At B.java:[line 7] EI_EXPOSE_REP'
  last_line_is '3 passed, 1 failed, 0 skipped'
}

anAnalysisThatMissesALibraryFails() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="3" errors="0" skipped="0" failures="0">'
  echo 'mkdir -p static-analysis/target
    echo "<MissingClass>x.StableApi</MissingClass>" >static-analysis/target/spotbugsXml.xml
    echo "<MissingClass>com.example.A</MissingClass>" >>static-analysis/target/spotbugsXml.xml' >>"$scratch/during"
  expect_status 1 test
  prints 'static-analysis: the library with com.example.A is not in'
  last_line_is '3 passed, 1 failed, 0 skipped'
}

theIntegrationMachineRunsTestWithoutStandardInput() {
  test_tools
  surefire_report rpc A '<testsuite name="A" tests="1" errors="0" skipped="0" failures="0">'
  echo 'cat' >>"$scratch/during"
  mkfifo "$scratch/silent"
  (cd / && "$tree/.ci/run") <>"$scratch/silent" >"$scratch/out" 2>"$scratch/err" || fail 'it failed'
  last_line_is '1 passed, 0 failed, 0 skipped'
}

# --- The runner

rules() { sed -n '/^# --- Rules/,/^# --- The runner/s/^\([a-zA-Z]*\)() {$/\1/p' "$0"; }

run_rule() {
  (
    make_tree
    "$1"
  )
}

case ${1-} in
  list) rules ;;
  run)
    rules | grep -qx -- "$2" || { echo "there is no rule $2"; exit 2; }
    run_rule "$2"
    ;;
  '')
    broken=0
    for rule in $(rules); do
      # Each in its own shell: `set -e` does not hold inside a condition.
      if "$0" run "$rule"; then echo "ok      $rule"; else broken=$((broken + 1)) && echo "BROKEN  $rule"; fi
    done
    echo "$broken broken"
    [ $broken -eq 0 ]
    ;;
  *) echo "usage: $0 [list | run RULE]" && exit 2 ;;
esac
