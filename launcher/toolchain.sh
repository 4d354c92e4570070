# What must be installed: finds it, or says what is missing and how to get it. Read by ../zwb.
# shellcheck shell=sh

# find_java: sets java, java_home and java_major; a runtime is enough to start a server
find_java() {
  if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || no_jdk "JAVA_HOME is $JAVA_HOME, which has no bin/java"
  else
    java=$(command -v java) || no_jdk "there is no java on PATH, and JAVA_HOME is not set"
  fi
  settings=$("$java" -XshowSettings:properties -version 2>&1) || no_jdk "$java does not run"
  java_home=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
  java_major=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p')
  [ "${java_major:-0}" -ge 17 ] || no_jdk "$java is older"
}

no_jdk() {
  die "JDK 17 or newer is missing: $1.
  Debian 12: apt-get install openjdk-17-jdk-headless
  Debian 13: apt-get install openjdk-21-jdk-headless
  Or set JAVA_HOME to a JDK that is already there."
}

# find_build_tools: what building needs beyond find_java; sets mvn
find_build_tools() {
  [ -x "$java_home/bin/javac" ] || no_jdk "$java_home has no compiler (a JRE only)"
  find_maven
  find_node
}

find_maven() {
  mvn=$(command -v mvn) || no_maven "there is no mvn on PATH"
  maven_version=$(JAVA_HOME=$java_home "$mvn" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p')
  at_least "$maven_version" 3 8 || no_maven "$mvn is ${maven_version:-not answering}"
}

no_maven() {
  die "Maven 3.8 or newer is missing: $1.
  Debian: apt-get install maven"
}

find_node() {
  command -v node >/dev/null || no_node "there is no node on PATH"
  node_version=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\.[0-9]*\).*/\1/p')
  at_least "$node_version" 20 0 || no_node "$(command -v node) is ${node_version:-not answering}"
  command -v npm >/dev/null || no_node "node is there, but npm is not"
}

no_node() {
  die "Node 20 or newer, with npm, is missing: $1.
  Debian 13: apt-get install nodejs npm
  Debian 12 has Node 18 only: unpack an archive of the Node.js project and put its bin first on PATH."
}

# at_least VERSION MAJOR MINOR
at_least() {
  case $1 in
    *.*) [ "${1%%.*}" -gt "$2" ] || { [ "${1%%.*}" -eq "$2" ] && [ "${1#*.}" -ge "$3" ]; } ;;
    *) return 1 ;;
  esac
}

# Programs that tests run, each from Debian's package of that name (promtool is in prometheus, h2load in nghttp2-client).
test_programs='curl h2load nginx haproxy caddy promtool redis-server redis-sentinel'

# find_test_tools: the browser, its driver, a Python with zmq and $test_programs, installed from Debian where we may;
# exports ZWB_CHROMIUM, ZWB_CHROMEDRIVER and ZWB_PYTHON
find_test_tools() {
  missing=$(missing_test_packages)
  if [ -n "$missing" ]; then
    install_packages "$missing"
    missing=$(missing_test_packages)
    [ -z "$missing" ] || no_test_tools "$missing" "they are installed, but cannot be used from here"
  fi
  ZWB_CHROMIUM=$(chromium_path)
  ZWB_CHROMEDRIVER=$(chromedriver_path)
  ZWB_PYTHON=$(python_path)
  export ZWB_CHROMIUM ZWB_CHROMEDRIVER ZWB_PYTHON
}

missing_test_packages() {
  missing_list=''
  chromium_path >/dev/null || missing_list="$missing_list chromium"
  chromedriver_path >/dev/null || missing_list="$missing_list chromium-driver"
  python_path >/dev/null || missing_list="$missing_list python3-zmq"
  for program in $test_programs; do
    has_program "$program" || missing_list="$missing_list $(package_of "$program")"
  done
  printf '%s\n' "${missing_list# }"
}

# absent_peers: Debian's packages of programs that tests compare with or talk to where they are, and skip otherwise
absent_peers() {
  peers=''
  has_program mongrel2 || peers="$peers mongrel2-core"
  [ -e /usr/lib/nginx/modules/ngx_nchan_module.so ] || peers="$peers libnginx-mod-nchan"
  [ -e /usr/include/zmq.h ] || peers="$peers libzmq3-dev"
  has_program php || peers="$peers php-cli php-zmq"
  "$(python_path)" -c 'import ipykernel' >/dev/null 2>&1 || peers="$peers python3-ipykernel"
  printf '%s\n' "${peers# }"
}

# has_program NAME: servers are in sbin, which need not be on PATH
has_program() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1" >/dev/null; }

package_of() {
  case $1 in
    h2load) echo nghttp2-client ;;
    promtool) echo prometheus ;;
    *) echo "$1" ;;
  esac
}

chromium_path() { command -v "${ZWB_CHROMIUM:-chromium}"; }

chromedriver_path() { command -v "${ZWB_CHROMEDRIVER:-chromedriver}"; }

# python_path: Debian's zmq belongs to Debian's Python, which need not be the first on PATH
python_path() {
  if [ -n "${ZWB_PYTHON-}" ]; then
    set -- "$ZWB_PYTHON"
  else
    set -- /usr/bin/python3 python3
  fi
  for python in "$@"; do
    if "$python" -c 'import zmq' >/dev/null 2>&1; then
      command -v "$python"
      return
    fi
  done
  return 1
}

install_packages() {
  if [ "$(id -u)" -eq 0 ]; then
    as_root=''
  elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
  else
    no_test_tools "$1" "this is not root, and sudo wants a password or is not there"
  fi
  command -v apt-get >/dev/null || no_test_tools "$1" "there is no apt-get on this system"
  echo "installing from Debian: $1"
  apt_log=$work/apt.log
  # shellcheck disable=SC2086 # both are lists of words
  if ! {
    $as_root apt-get update &&
      $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $1
  } >"$apt_log" 2>&1 </dev/null; then
    tail -n 20 "$apt_log"
    no_test_tools "$1" "apt-get failed; the whole of its output is in $apt_log"
  fi
  stop_services "$1"
}

# stop_services PACKAGES: Debian starts a server that it installs; the tests start their own, on ports of their own
stop_services() {
  [ -d /run/systemd/system ] || return 0
  for package in $1; do
    case $package in
      nginx | haproxy | caddy | prometheus | redis-server | redis-sentinel)
        $as_root systemctl disable --now "$package" >>"$apt_log" 2>&1 || :
        ;;
    esac
  done
}

no_test_tools() {
  die "the tests need what is not here: $1 ($2).
  Debian: apt-get install $1
  Elsewhere: have $test_programs on PATH, and set ZWB_CHROMIUM, ZWB_CHROMEDRIVER, and ZWB_PYTHON (a Python that can import zmq)."
}
