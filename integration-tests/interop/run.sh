#!/bin/sh
# Services in eight languages, each with its usual ZeroMQ library, answer pages through a real bridge: prints what works,
# and writes it as Markdown into integration-tests/target/interop.md (docs/interop.md). No part of `./zwb test`.
#
#   run.sh                       all of them; exit status 0 when everything works
#   run.sh LANGUAGE…             some: python node cpp ruby perl php r octave
#
# Installs what is missing from Debian, where it may, and from npm in a temporary folder. All that it starts ends with it.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$(CDPATH='' cd -- "$here/../.." && pwd -P)
languages=${*:-python node cpp ruby perl php r octave}

die() {
  printf 'interop: %s\n' "$*" >&2
  exit 1
}

# package_for LANGUAGE: nothing if it is there already, or else Debian's packages
package_for() {
  case $1 in
    python) can "${ZWB_PYTHON:-/usr/bin/python3}" -c 'import zmq' || echo python3-zmq ;;
    node) can node --version || echo nodejs npm ;;
    cpp) can sh -c 'command -v g++ && test -f /usr/include/zmq_addon.hpp' || echo g++ cppzmq-dev ;;
    ruby) can ruby -e 'require "ffi-rzmq"' || echo ruby ruby-ffi-rzmq ;;
    perl) can perl -e 'use ZMQ::FFI' || echo libzmq-ffi-perl ;;
    php) can php -r 'exit(class_exists("ZMQ") ? 0 : 1);' || echo php-cli php-zmq ;;
    r) can Rscript -e 'library(pbdZMQ)' || echo r-base-core r-cran-pbdzmq ;;
    octave) can octave-cli -q --eval 'pkg load zeromq' || echo octave octave-zeromq ;;
    *) die "there is no service in '$1'; there are: python node cpp ruby perl php r octave" ;;
  esac
}

can() { "$@" >/dev/null 2>&1; }

install_missing() {
  missing=''
  # The publishers are in Python, and the pages in Node.
  for language in python node $languages; do
    packages=$(package_for "$language") || exit 1
    case $missing in *"$packages"*) ;; *) missing="$missing $packages" ;; esac
  done
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -eq 0 ]; then
    as_root=''
  elif can sudo -n true; then
    as_root='sudo -n'
  else
    die "missing, and this is not root: apt-get install$missing"
  fi
  echo "installing from Debian:$missing"
  # shellcheck disable=SC2086 # both are lists of words
  { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
    >"$folder/apt.log" 2>&1 </dev/null || { tail -n 20 "$folder/apt.log" && die "apt-get failed"; }
}

for language in $languages; do package_for "$language" >/dev/null || exit 1; done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
runner=''
# On a signal the runner ends what it has started, and is waited for.
end() {
  trap '' HUP INT TERM
  [ -z "$runner" ] || { kill -s TERM "$runner" && wait "$runner"; } 2>/dev/null || :
  exit "$1"
}
trap 'end 129' HUP
trap 'end 130' INT
trap 'end 143' TERM

install_missing
"$home/zwb" version
cp -R "$here/." "$folder"
(cd "$folder" && npm ci --ignore-scripts --silent) || die "npm ci failed in a copy of $here"
case " $languages " in
  *' cpp '*) g++ -std=c++17 -O2 -Wall -Wextra -o "$folder/services/echo-cpp" "$folder/services/echo.cpp" -lzmq ;;
esac
mkdir -p "$home/integration-tests/target"
# shellcheck disable=SC2086 # a list of words
TMPDIR=$folder node "$folder/runner/main.mjs" "$home/zwb" "$home/js-client/dist/zmq.mjs" "$home/integration-tests/target/interop.md" $languages &
runner=$!
wait "$runner"
