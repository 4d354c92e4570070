# What the tests of packages share. Read by them.
# shellcheck shell=sh

failed() {
  echo "FAILED: $*" >&2
  exit 1
}

holds() { echo "  holds: $*"; }

# start COMMAND…: a server, until it says where its management is; its pid is $server, its output in $scratch/server.log
start() {
  rm -f "$scratch/said"
  mkfifo "$scratch/said"
  "$@" >"$scratch/said" 2>"$scratch/server.log" </dev/null &
  server=$!
  exec 3<"$scratch/said"
  while IFS= read -r line <&3; do
    echo "$line" >>"$scratch/server.log"
    case $line in *'management on'*) return 0 ;; esac
  done
  cat "$scratch/server.log" >&2
  failed "the server did not start: $*"
}

# stop: in order, as systemd would
stop() {
  kill -TERM "$server"
  status=0
  wait "$server" || status=$?
  exec 3<&-
  [ $status -eq 0 ] || failed "the server ended with $status"
}

# ask URL: status and body
ask() { curl --silent --show-error --max-time 10 --fail "$1"; }

answers() {
  ask http://127.0.0.1:9000/readyz >/dev/null || failed "/readyz"
  ask http://127.0.0.1:9000/metrics | grep '^zwb_build_info' >/dev/null || failed "/metrics"
  ask http://127.0.0.1:8000/zmq.js | grep -F zmq >/dev/null || failed "/zmq.js"
}
