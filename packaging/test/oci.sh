#!/bin/sh
# oci.sh FILE: unpacks the layers of an image archive into a folder, and runs it there as a container would: its user, its
# environment, its entrypoint, a root that cannot be written to. As root, in namespaces of its own; no daemon.
set -eu

if [ "${1-}" != --inside ]; then
  [ "$(id -u)" -eq 0 ] || { echo "oci.sh: this needs root" >&2; exit 2; }
  exec unshare --mount --net --pid --fork --mount-proc --kill-child "$0" --inside "$(realpath "$1")" "$(mktemp -d)"
fi
archive=$2 scratch=$3
here=$(dirname "$0")
# shellcheck source=kit.sh
. "$here/kit.sh"
ip link set lo up
mount -t tmpfs tmpfs "$scratch"
mkdir "$scratch/layout" "$scratch/root"
tar --extract --file "$archive" --directory "$scratch/layout"

# Which layers in which order, and how it is run; every digest and size is compared.
node --input-type=module - "$scratch" <<'JS'
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
const scratch = process.argv[2];
const sha256 = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const same = (one, other, what) => {
  if (one !== other) throw new Error(`${what}: ${one}, not ${other}`);
};
const file = (digest) => `${scratch}/layout/blobs/${digest.replace(':', '/')}`;
function read({ digest, size }) {
  const bytes = readFileSync(file(digest));
  same(sha256(bytes), digest, 'digest');
  same(bytes.length, size, `size of ${digest}`);
  return bytes;
}
same(JSON.parse(readFileSync(`${scratch}/layout/oci-layout`)).imageLayoutVersion, '1.0.0', 'layout');
const { manifests } = JSON.parse(readFileSync(`${scratch}/layout/index.json`));
const manifest = JSON.parse(read(manifests[0]));
const { config, rootfs } = JSON.parse(read(manifest.config));
manifest.layers.forEach((layer, at) => same(sha256(gunzipSync(read(layer))), rootfs.diff_ids[at], 'diff_id'));
const lines = (list) => `${list.join('\n')}\n`;
writeFileSync(`${scratch}/layers`, lines(manifest.layers.map(({ digest }) => file(digest))));
writeFileSync(`${scratch}/command`, lines([...config.Entrypoint, ...config.Cmd]));
writeFileSync(`${scratch}/environment`, lines(config.Env));
writeFileSync(`${scratch}/user`, lines([config.User]));
writeFileSync(`${scratch}/folder`, lines([config.WorkingDir]));
JS
while read -r layer; do
  tar --extract --gzip --same-permissions --file "$layer" --directory "$scratch/root"
done <"$scratch/layers"
holds "its digests and sizes; $(du -sm "$scratch/root" | cut -f 1) MB unpacked"
mkdir -p "$scratch/root/proc" "$scratch/root/dev"
mount -t proc proc "$scratch/root/proc"
mount --rbind /dev "$scratch/root/dev"
mount --bind "$scratch/root" "$scratch/root"
mount -o remount,bind,ro "$scratch/root"
mount -t proc proc "$scratch/root/proc"

# shellcheck disable=SC2046 # a word a line
run_image() {
  start env -i $(cat "$scratch/environment") /usr/sbin/chroot "--userspec=$(cat "$scratch/user")" "$scratch/root" $(cat "$scratch/command")
}
run_image
answers
holds "started as $(cat "$scratch/user") on a root that cannot be written to, and answered"
grep -q classes.jsa "/proc/$server/maps" || failed "it does not use its class archive"
holds "its class archive is used"
stop
holds "stopped with status 0"
