#!/bin/sh
# image.sh VERSION TIMESTAMP FILE [COMMIT]: writes FILE, an OCI image archive, from target/root: a runtime and the few
# libraries of this machine that it needs, the program, its class archive. No base image, no registry, no daemon. The same
# bytes each time, on one machine.
set -eu

version=$1 timestamp=$2 file=$3 commit=${4-}
cd "$(dirname "$0")"
target=$PWD/target
image=$target/image
umask 022
LC_ALL=C
export LC_ALL

rm -rf "$image"
mkdir -p "$image/layers" "$image/base/etc" "$image/base/tmp" "$image/base/var/lib/zwb" "$image/app/etc/zwb" "$image/app/usr/lib/zwb"

# copy PATH…: a file of this machine, at its place, with the links that lead to it
copy() {
  for path in "$@"; do
    mkdir -p "$image/base$(dirname "$path")"
    cp -L "$path" "$image/base$path"
  done
}

runtime=$target/root/usr/lib/zwb/runtime
# Libraries that the runtime is linked with, and the loader by the name that programs have in them.
ldd "$runtime/bin/java" "$runtime/lib/server/libjvm.so" "$runtime"/lib/*.so | tr ' ' '\n' | tr -d '\t' |
  grep '^/.*lib.*\.so' | grep -v "^$runtime" | sort -u >"$target/libraries"
while read -r library; do
  case $library in
    */ld-linux*) copy "$library" ;;
    *)
      # Where the loader looks without a cache.
      mkdir -p "$image/base/lib"
      cp -L "$library" "$image/base/lib"
      ;;
  esac
done <"$target/libraries"
# Names of hosts.
for library in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2; do
  found=$(/sbin/ldconfig -p | sed -n "s/^\t$library (.*=> //p" | head -n 1)
  [ -z "$found" ] || cp -L "$found" "$image/base/lib"
done
printf 'root:x:0:0:root:/:/sbin/nologin\nzwb:x:65532:65532:zwb:/var/lib/zwb:/sbin/nologin\n' >"$image/base/etc/passwd"
printf 'root:x:0:\nzwb:x:65532:\n' >"$image/base/etc/group"
printf 'hosts: files dns\npasswd: files\ngroup: files\n' >"$image/base/etc/nsswitch.conf"
mkdir -p "$image/base/usr/lib/zwb"
cp -a "$runtime" "$image/base/usr/lib/zwb"

cp oci/zwb.yaml "$image/app/etc/zwb"
cp -p "$target/root/usr/lib/zwb/zwb.jar" "$image/app/usr/lib/zwb"
cp oci/java.options "$image/app/usr/lib/zwb"
cp ../LICENSE "$image/app/usr/lib/zwb"

# archive_classes: by the image's own Java at the image's own paths; the same bytes each time.
archive_classes() {
  mkdir "$target/whole"
  cp -a "$image/base/." "$image/app/." "$target/whole"
  gzip -dc "$target/root/usr/lib/zwb/classes.list.gz" >"$target/whole/usr/lib/zwb/classes.list"
  enter=''
  [ "$(id -u)" -eq 0 ] || enter='unshare --user --map-root-user'
  # Without random addresses; on one processor, and there before all other programs, so that its threads take turns in one order.
  fixed=''
  for part in 'setarch -R' "taskset -c $(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')" 'chrt --fifo 1'; do
    if $fixed $part true 2>/dev/null; then
      fixed="$fixed $part"
    else
      echo "image.sh: $part is not permitted here, so this image's class archive may be another each time" >&2
    fi
  done
  # Without /proc the loader does not know where the program is.
  if env LD_LIBRARY_PATH=/usr/lib/zwb/runtime/lib $enter $fixed chroot "$target/whole" /usr/lib/zwb/runtime/bin/java -XX:+UseSerialGC -Xint -Xshare:dump -Xlog:cds=off \
    -XX:SharedClassListFile=/usr/lib/zwb/classes.list -XX:SharedArchiveFile=/usr/lib/zwb/classes.jsa \
    -cp /usr/lib/zwb/zwb.jar >"$target/archive.log" 2>&1 </dev/null; then
    cp "$target/whole/usr/lib/zwb/classes.jsa" "$image/app/usr/lib/zwb"
    chmod 644 "$image/app/usr/lib/zwb/classes.jsa"
  else
    echo "image.sh: no class archive could be made (chroot is not permitted?), so this image starts slower: $target/archive.log" >&2
  fi
  rm -rf "$target/whole"
}
rm -rf "$target/whole"
archive_classes

# layer NAME: what is in its folder, packed
layer() {
  find "$image/$1" -type d -exec chmod 755 {} +
  [ "$1" != base ] || chmod 1777 "$image/base/tmp"
  find "$image/$1" -type f -exec chmod go=rX,u+rw {} +
  tar --create --directory "$image/$1" --sort=name --mtime="$timestamp" --owner=0 --group=0 --numeric-owner --format=gnu . |
    tee "$image/layers/$1.tar" | gzip -9n >"$image/layers/$1.tar.gz"
}
layer base
layer app
node oci/image.mjs "$image/layers" "$version" "$timestamp" "$(uname -m)" "$commit" "$image/layout"
tar --create --file "$file" --directory "$image/layout" --sort=name --mtime="$timestamp" --owner=0 --group=0 --numeric-owner \
  --format=gnu blobs index.json oci-layout
rm -rf "$image"
