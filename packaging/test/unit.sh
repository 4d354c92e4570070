#!/bin/sh
# unit.sh: what systemd.sh has done where systemd has been booted.
set -eu

cd /zwb-try
# shellcheck source=kit.sh
. ./kit.sh

# until_ready: asks until it answers; systemd says nothing of when a program listens
until_ready() {
  tries=0
  until curl --silent --fail --max-time 10 http://127.0.0.1:9000/readyz >/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { systemctl status --no-pager --lines 50 zwb; failed "zwb.service does not answer"; }
    sleep 0.1
  done
}

# pid: of the running server
pid() { systemctl show --property MainPID --value zwb; }

DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold -i zwb.deb >dpkg.log 2>&1 || { cat dpkg.log; failed "dpkg -i"; }
until_ready
first=$(pid)
[ "$(sed -n 's/^NoNewPrivs:\t//p' "/proc/$first/status")" -eq 1 ] || failed "it may gain privileges"
[ "$(sed -n 's/^Seccomp:\t//p' "/proc/$first/status")" -eq 2 ] || failed "its system calls are not filtered"
grep -q classes.jsa "/proc/$first/maps" || failed "it does not use its class archive"
holds "the package's installation started it, in its sandbox"

systemctl reload zwb || { journalctl --no-pager -u zwb; failed "systemctl reload zwb"; }
[ "$(pid)" = "$first" ] || failed "a reload made another process"
answers
holds "reloaded"

kill -KILL "$first"
until [ "$(pid)" != "$first" ] && [ "$(pid)" != 0 ]; do sleep 0.1; done
until_ready
holds "it ended by itself, and was started again"

systemctl restart zwb
until_ready
systemctl stop zwb
[ "$(systemctl show --property Result --value zwb)" = success ] || failed "a stop is a failure"
holds "restarted and stopped in order"

dpkg --purge zwb >>dpkg.log 2>&1 || { cat dpkg.log; failed "dpkg --purge"; }
[ ! -e /usr/lib/systemd/system/zwb.service ] || failed "the unit is left after the purge"
holds "purged"
echo "all of the unit works"
