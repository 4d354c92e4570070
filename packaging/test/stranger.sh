#!/bin/sh
# stranger.sh deb FILE.deb | clone: walks through README.md and docs/install.md as a stranger would, from nothing to an own service
# that answers in an own page in Chromium, and prints how long that took. Commands and files are read out of the documents. From
# the package as root, in namespaces of its own and on a layer above this machine's root; from a clone with empty caches, so by
# network. It needs curl, chromedriver, and a Python with pyzmq (ZWB_PYTHON, else
# python3); it takes the documents' ports.
set -eu

way=${1-}
case $way/$# in
  deb/2 | clone/1) ;;
  *) echo "stranger.sh: the forms are: stranger.sh deb FILE.deb, and stranger.sh clone" >&2; exit 2 ;;
esac
if [ "$way" = deb ] && [ "${STRANGER-}" != inside ]; then
  [ "$(id -u)" -eq 0 ] || { echo "stranger.sh: the package needs root" >&2; exit 2; }
  STRANGER=inside exec unshare --mount --net --pid --fork --mount-proc --kill-child "$0" deb "$(realpath "$2")"
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$(CDPATH='' cd -- "$here/../.." && pwd -P)
scratch=$(mktemp -d)
started='' session=''
trap 'ended' EXIT
# shellcheck source=kit.sh
. "$here/kit.sh"

# snippet LANGUAGE: the first of that language in README's page of one's own
snippet() { sed -n '/^## A page of your own/,/^### /p' "$home/README.md" | awk -v mark="\`\`\`$1" '$0 == mark { on = 1; next } /^```$/ { if (on) exit } on'; }

# told PATTERN FILE: the command that the document tells, as indented or quoted text
told() { sed -n "s|^    \($1.*\)\$|\1|p; s|.*\`\($1[^\`]*\)\`.*|\1|p" "$2" | head -n 1; }

# become COMMAND: it in place of this shell, as it is told, there where the stranger is
become() {
  case $way in
    deb) exec chroot "$root" sh -c "cd /root && $1" ;;
    clone)
      cd "$place"
      HOME=$scratch/home MAVEN_OPTS="-Duser.home=$scratch/home"
      export HOME MAVEN_OPTS
      exec sh -c "$1"
      ;;
  esac
}

# keep COMMAND: goes on until the end
keep() {
  become "exec $1" >>"$scratch/said" 2>&1 </dev/null &
  started="$started $!"
}

# ended: the browser first, which outlives its driver
ended() {
  [ -z "$session" ] || drive DELETE "/session/$session" >/dev/null || :
  for pid in $started; do kill "$pid" 2>/dev/null || :; done
  wait
  [ "$way" = deb ] || rm -rf "$scratch"
}

# drive METHOD PATH [BODY]: what chromedriver answers
drive() { curl --silent --fail --max-time 60 -X "$1" -H 'Content-Type: application/json' ${3+--data "$3"} "http://127.0.0.1:$port$2"; }

# value: of an answer
value() { python3 -c 'import json, sys; value = json.load(sys.stdin)["value"]; print(value[sys.argv[1]] if len(sys.argv) > 1 else value)' "$@"; }

# browse URL: opens it in Chromium, which is told the page's text until that is the reply
browse() {
  port=9515
  chromedriver --port=$port >"$scratch/driver" 2>&1 &
  started="$started $!"
  until drive GET /status >/dev/null; do sleep 0.1; done
  session=$(drive POST /session '{"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"args":["--headless","--no-sandbox","--disable-gpu"]}}}}' | value sessionId)
  until drive POST "/session/$session/url" "{\"url\":\"$1\"}" >/dev/null; do sleep 0.2; done
  tries=0
  until text=$(drive POST "/session/$session/execute/sync" '{"script":"return document.body.innerText","args":[]}' | value) && [ "${text#*Grüße}" != "$text" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { cat "$scratch/said" >&2; failed "the page has no answer of the service: $text"; }
    sleep 0.1
  done
}

python=${ZWB_PYTHON:-python3}
"$python" -c 'import zmq' || { echo "stranger.sh: $python has no pyzmq; ZWB_PYTHON names one that has" >&2; exit 2; }
command -v chromedriver >/dev/null || { echo "stranger.sh: there is no chromedriver" >&2; exit 2; }
if [ "$way" = clone ] && curl --silent --max-time 10 http://127.0.0.1:8000/ >/dev/null; then
  echo "stranger.sh: port 8000 is somebody's already" >&2
  exit 2
fi
began=$(date +%s)
case $way in
  deb)
    ip link set lo up
    mount -t tmpfs tmpfs "$scratch"
    root=$scratch/root
    mkdir "$root" "$scratch/upper" "$scratch/work"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    place=$root/root
    cp "$2" "$place/zwb_stranger.deb"
    install=$(told 'sudo apt install' "$home/docs/install.md")
    (become "DEBIAN_FRONTEND=noninteractive ${install#sudo }") </dev/null >"$scratch/said" 2>&1 || { cat "$scratch/said" >&2; failed "$install"; }
    holds "$install"
    ;;
  clone)
    git clone --quiet --no-hardlinks "$home" "$scratch/clone" || failed "git clone"
    place=$scratch/clone
    mkdir "$scratch/home"
    ;;
esac
mkdir -p "$place/pages"
snippet html >"$place/pages/index.html"
snippet js >"$place/pages/echo.js"
snippet python >"$place/service.py"
snippet yaml >"$place/zwb.yaml"
keep "$python service.py"
serve=$(told './zwb serve --config zwb.yaml' "$home/README.md")
[ -n "$serve" ] || failed "README.md does not say how to serve zwb.yaml"
[ "$way" = clone ] || serve=${serve#./}
keep "$serve"
url=$(told 'http://127.0.0.1:8000/' "$home/README.md")
until curl --silent --fail --max-time 10 "$url" >/dev/null; do
  [ $(($(date +%s) - began)) -lt 1200 ] || { cat "$scratch/said" >&2; failed "$serve"; }
  sleep 0.2
done
holds "$serve"
browse "$url"
took=$(($(date +%s) - began))
printf '  holds: from nothing (%s) to an own service in an own page: %d:%02d\n' "$way" $((took / 60)) $((took % 60))
[ $took -le 300 ] || failed "that is more than five minutes"
