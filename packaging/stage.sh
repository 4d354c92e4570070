#!/bin/sh
# stage.sh VERSION TIMESTAMP [REHEARSALS]: fills target/root with what is installed, as it stands in a system's root, from
# target/zwb.jar and the JDK of JAVA_HOME; then target/root.tar, which is that without the files of configuration, and
# target/control, for the Debian package. The same bytes each time. Maven starts it.
set -eu

version=$1 timestamp=$2 rehearsals=${3:-1}
cd "$(dirname "$0")"
target=$PWD/target
root=$target/root
lib=$root/usr/lib/zwb
doc=$root/usr/share/doc/zwb
umask 022
LC_ALL=C
export LC_ALL

case $(uname -m) in
  x86_64) architecture=amd64 natives=Linux/x86_64 ;;
  aarch64) architecture=arm64 natives=Linux/aarch64 ;;
  *) echo "stage.sh: no package can be made on $(uname -m); only on x86_64 and aarch64" >&2; exit 1 ;;
esac

# What the program reaches. jdeps names a few more, for parts of libraries that it never enters: `zwb dist --check`
# compares. jdk.crypto.ec is found by its name alone.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.jfr
modules=$modules,jdk.management,jdk.net,jdk.unsupported

rm -rf "$root" "$target/root.tar" "$target/control"
mkdir -p "$lib" "$doc" "$root/usr/share/zwb"

"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-man-pages --no-header-files --compress=2 \
  --output "$lib/runtime"
# Addresses of hosts are remembered for a second: BridgeMain would set that at each start.
sed -i -e 's/^#*\(networkaddress.cache.ttl\)=.*/\1=1/' -e 's/^#*\(networkaddress.cache.negative.ttl\)=.*/\1=1/' \
  "$lib/runtime/conf/security/java.security"
# For tools of other Javas, and for a class archive that is not ours.
rm "$lib/runtime/lib/jrt-fs.jar" "$lib/runtime/lib/classlist"
# Symbols that only a debugger reads.
if command -v strip >/dev/null; then
  find "$lib/runtime" -name '*.so' -exec strip --strip-unneeded {} +
  strip --strip-unneeded "$lib"/runtime/bin/* "$lib/runtime/lib/jexec" "$lib/runtime/lib/jspawnhelper"
fi
# Of SQLite's library, what this kind of machine loads.
"$JAVA_HOME/bin/java" tool/Slim.java "$target/zwb.jar" "$lib/zwb.jar" "org/sqlite/native/(?!$natives/).*"

cp -R root/. "$root"
# The launcher's own words, without the commands that need its tree.
sed -e '/^  zwb fuzz /,/^  zwb site /d' -e '/^help_fuzz() {/,$d' -e 's/ | fuzz | faults | .* | site)/)/' \
  -e '/^It builds what is missing/,/^$/d' -e '/^  JAVA_HOME /d' -e '/^  ZWB_BUILD=/d' ../launcher/help.sh >"$lib/help.sh"
sed -i "s/@VERSION@/$version/" "$root"/usr/share/man/man?/*
cp ../docs/zwb.schema.json "$root/usr/share/zwb"
cp ../docs/*.md "$doc"
cp copyright "$doc"
for changes in changelog changelog.Debian; do
  case $changes in
    changelog) cat ../CHANGELOG.md ;;
    *)
      printf 'zwb (%s) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- ZmqWebBridge <zwb@localhost>  %s\n' \
        "$(printf '%s\n' "$version" | tr - '~')" "$(date -u -R -d "$timestamp")"
      ;;
  esac | gzip -9n >"$doc/$changes.gz"
done
gzip -9n "$root"/usr/share/man/man?/*

find "$root" -type d -exec chmod 755 {} +
find "$root" -type f ! -perm -u+x -exec chmod 644 {} +
find "$root" -type f -perm -u+x -exec chmod 755 {} +
# A class archive is of one jar and one runtime, which it knows by size and time.
find "$root" -exec touch -h -d "$timestamp" {} +

# What a start loads, in every rehearsal, but for what depends on which thread is first, or on how long it takes.
count=0
while [ "$count" -lt "$rehearsals" ]; do
  count=$((count + 1))
  "$lib/runtime/bin/java" -XX:+UseSerialGC -Xshare:off -XX:DumpLoadedClassList="$target/rehearsal" -cp "$lib/zwb.jar" \
    org.zmqwebbridge.program.ProgramMain rehearse >"$target/rehearsal.log" 2>&1 </dev/null
  sort -u "$target/rehearsal" >"$target/rehearsal.$count"
done
sort -m "$target"/rehearsal.[0-9]* | uniq -c | sed -n "s/^ *$rehearsals //p" |
  grep -v -e LoopWatch -e '@lambda-proxy zmq/Signaler' -e '@lambda-proxy org/zmqwebbridge/edge/jetty/OwnPorts' -e IndexedQueueSizeUtil | gzip -9n >"$lib/classes.list.gz"
rm -f "$target"/rehearsal.[0-9]*
chmod 644 "$lib/classes.list.gz"
touch -d "$timestamp" "$lib/classes.list.gz" "$lib"

tar --create --file "$target/root.tar" --directory "$root" --sort=name --mtime="$timestamp" --owner=0 --group=0 \
  --numeric-owner --format=gnu --exclude=./etc/zwb/zwb.yaml --exclude=./etc/default/zwb .

mkdir "$target/control"
cp deb/control/* "$target/control"
sed -i "s/@ARCHITECTURE@/$architecture/" "$target/control/control"
