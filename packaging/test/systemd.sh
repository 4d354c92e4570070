#!/bin/sh
# systemd.sh FILE.deb [ROOT.tar]: boots systemd in namespaces of its own, installs the package there, and has systemd start, reload,
# restart and stop the unit, with its sandbox. As root; on what mmdebstrap has packed into ROOT.tar (with systemd and curl in it),
# else on a layer above this machine's root.
set -eu

if [ "${1-}" != --inside ]; then
  [ "$(id -u)" -eq 0 ] || { echo "systemd.sh: this needs root" >&2; exit 2; }
  exec unshare --mount --net --uts --ipc --pid --fork --kill-child "$0" --inside "$(mktemp -d)" "$(realpath "$1")" ${2+"$(realpath "$2")"}
fi
scratch=$2 deb=$3 debian=${4-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
# shellcheck source=kit.sh
. "$here/kit.sh"
ip link set lo up
mount -t tmpfs tmpfs "$scratch"
root=$scratch/root
mkdir "$root"
if [ -n "$debian" ]; then
  mount -t tmpfs tmpfs "$root"
  tar --extract --file "$debian" --directory "$root"
else
  mkdir "$scratch/upper" "$scratch/work"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
fi
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t sysfs sysfs "$root/sys"
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
else
  mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  mkdir "$root/sys/fs/cgroup/systemd"
  mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
fi
units=$root/etc/systemd/system
# Nothing of this machine's own is to be started.
rm -rf "$units"/*.wants "$root/etc/fstab"
# A machine where packages are built may say that no service is to be started.
rm -f "$root/usr/sbin/policy-rc.d"
mkdir -p "$root/zwb-try/old" "$units/zwb-try.target.wants"
cp "$deb" "$root/zwb-try/zwb.deb"
cp "$here/unit.sh" "$here/kit.sh" "$root/zwb-try"
cat >"$units/zwb-try.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/bin/sh /zwb-try/unit.sh
StandardOutput=file:/zwb-try/said
StandardError=inherit
ExecStopPost=/bin/systemctl exit --force 0
UNIT
ln -s ../zwb-try.service "$units/zwb-try.target.wants/zwb-try.service"
printf '[Unit]\nRequires=basic.target\n' >"$units/zwb-try.target"
# No chroot: in one, no unit could have users of its own.
# shellcheck disable=SC2016 # the shell inside has the values
container=other timeout 240 unshare --mount --pid --fork --cgroup --propagation private sh -c '
  cd "$1" && pivot_root . zwb-try/old && cd / && mount -t proc proc /proc && umount --lazy /zwb-try/old &&
    exec /lib/systemd/systemd --system --unit=zwb-try.target --log-target=console --log-level=warning' - "$root" \
  >"$scratch/boot.log" 2>&1 </dev/null || :
[ ! -f "$root/zwb-try/said" ] || cat "$root/zwb-try/said"
grep -q '^all of the unit works$' "$root/zwb-try/said" || {
  cat "$scratch/boot.log" >&2
  failed "the unit under systemd"
}
