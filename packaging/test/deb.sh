#!/bin/sh
# deb.sh FILE.deb [ROOT.tar]: installs it on a root of its own, starts the service's command as the service's user, asks it, upgrades
# and purges it. As root, in namespaces of its own for mounts and network; on what mmdebstrap has
# packed into ROOT.tar, else on a layer above this machine's root.
set -eu

if [ "${1-}" != --inside ]; then
  [ "$(id -u)" -eq 0 ] || { echo "deb.sh: this needs root" >&2; exit 2; }
  exec unshare --mount --net --pid --fork --mount-proc --kill-child "$0" --inside "$(mktemp -d)" "$(realpath "$1")" ${2+"$(realpath "$2")"}
fi
scratch=$2 deb=$3 debian=${4-}
here=$(dirname "$0")
# shellcheck source=kit.sh
. "$here/kit.sh"
ip link set lo up
mount -t tmpfs tmpfs "$scratch"
root=$scratch/root
mkdir "$root"

if [ -n "$debian" ]; then
  tar --extract --file "$debian" --directory "$root"
  echo "on a new Debian, $debian"
else
  mkdir "$scratch/upper" "$scratch/work"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
  echo "on a layer above this machine's root"
fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
cp "$deb" "$root/tmp/zwb.deb"

in_root() { chroot "$root" "$@"; }

install_file() { DEBIAN_FRONTEND=noninteractive in_root dpkg --force-confdef --force-confold -i "$1" >>"$scratch/dpkg.log" 2>&1 || {
  cat "$scratch/dpkg.log" >&2
  failed "dpkg -i $1"
}; }

# start_service: what the unit says, as the user that it says
start_service() {
  unit=$root/usr/lib/systemd/system/zwb.service
  user=$(sed -n 's/^User=//p' "$unit")
  # shellcheck disable=SC2046 # the words of the command
  start chroot "--userspec=$user:$user" "$root" $(sed -n 's/^ExecStart=//p' "$unit")
}

install_file /tmp/zwb.deb
in_root getent passwd zwb >/dev/null || failed "there is no user zwb"
[ -s "$root/var/cache/zwb/classes.jsa" ] || failed "there is no class archive"
[ -L "$root/etc/systemd/system/multi-user.target.wants/zwb.service" ] || failed "the unit is not enabled"
holds "installed: $(in_root /usr/bin/zwb version); $(in_root dpkg-query -W -f '${Installed-Size} KiB' zwb)"
if command -v systemd-analyze >/dev/null && [ -z "$debian" ]; then
  in_root systemd-analyze verify /usr/lib/systemd/system/zwb.service 2>&1 | grep -F zwb && failed "systemd-analyze verify"
  holds "its unit is right ($(in_root systemd-analyze security --offline=true /usr/lib/systemd/system/zwb.service | tail -n 1 | tr -cd '[:print:]'))"
fi
in_root /usr/bin/zwb config check /etc/zwb/zwb.yaml | grep ': valid' >/dev/null || failed "the configuration is not valid"
holds "its configuration is valid"
start_service
answers
grep -q "$(in_root id -u zwb)" "/proc/$server/status" || failed "it does not run as zwb"
kill -HUP "$server"
answers
stop
holds "started as zwb, answered, reloaded, stopped with status 0"

echo '# ours' >>"$root/etc/zwb/zwb.yaml"
mkdir "$root/tmp/next"
in_root dpkg-deb -R /tmp/zwb.deb /tmp/next/package
sed -i 's/^Version: .*/&+next/' "$root/tmp/next/package/DEBIAN/control"
echo '# theirs' >>"$root/tmp/next/package/etc/zwb/zwb.yaml"
in_root dpkg-deb -Znone --root-owner-group -b /tmp/next/package /tmp/next.deb >/dev/null
install_file /tmp/next.deb
in_root dpkg-query -W -f '${Version}' zwb | grep '+next' >/dev/null || failed "it was not upgraded"
tail -n 1 "$root/etc/zwb/zwb.yaml" | grep '# ours' >/dev/null || failed "the upgrade changed what the operator wrote"
start_service
answers
stop
holds "upgraded; what the operator wrote stayed; started and answered"

in_root dpkg --purge zwb >>"$scratch/dpkg.log" 2>&1 || failed "dpkg --purge"
for left in /etc/zwb /etc/default/zwb /usr/lib/zwb /var/cache/zwb /var/lib/zwb /usr/bin/zwb; do
  [ ! -e "$root$left" ] || failed "$left is left after the purge"
done
holds "purged; nothing is left but the user"
