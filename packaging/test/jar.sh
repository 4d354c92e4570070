#!/bin/sh
# jar.sh zwb.jar: runs what docs/install.md says of it, in a network of its own, since it takes the ports that it says.
set -eu

jar=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=kit.sh
. "$(dirname "$0")/kit.sh"
ip link set lo up
cd "$scratch"
ln -s "$jar" zwb.jar
java=$JAVA_HOME/bin/java

"$java" -jar zwb.jar init my-page >/dev/null || failed "init"
start "$java" -jar zwb.jar serve --config my-page/zwb.yaml
answers
stop
holds "init, and serve by what it wrote"
mkfifo banner
"$java" -jar zwb.jar demo >banner 2>"$scratch/server.log" </dev/null &
server=$!
exec 3<banner
until IFS= read -r line <&3 || failed "demo"; [ "${line#*http://127.0.0.1:8000/}" != "$line" ]; do :; done
ask http://127.0.0.1:8000/ | grep -i '<!doctype html>' >/dev/null || failed "the demo's page"
stop
holds "demo, and its first page"
"$java" -jar zwb.jar bench requests --warm 1 --seconds 1 --connections 2 >bench.out 2>&1 || { cat bench.out; failed "bench"; }
holds "bench requests"
