#!/bin/sh
# all.sh DIST: installs and runs everything in a folder that zwb dist made, by the words of docs/install.md. As root for the
# package and the image, which run in namespaces of their own.
set -eu

dist=$(realpath "$1")
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$here/../..
[ "$(id -u)" -eq 0 ] || { echo "all.sh: the package and the image need root" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# shellcheck source=kit.sh
. "$here/kit.sh"

# section HEADING: what the manual says there
section() { sed -n "/^## $1\$/,/^## /p" "$home/docs/install.md"; }

# snippet HEADING LANGUAGE: the first of that language there
snippet() { section "$1" | sed -n "/^\`\`\`$2\$/,/^\`\`\`\$/p" | sed '/^```/d'; }

# says HEADING LINE: the manual has the line that is about to be run
says() { section "$1" | grep -Fx "    $2" >/dev/null || failed "docs/install.md, $1, does not say: $2"; }

(cd "$dist" && sha256sum --check --quiet SHA256SUMS) || failed "SHA256SUMS"
holds "SHA256SUMS"

echo "From the Debian package"
says 'From the Debian package' 'sudo apt install ./zwb_*.deb'
"$here/deb.sh" "$dist"/zwb_*.deb
if [ -x /lib/systemd/systemd ]; then
  echo "Under systemd"
  "$here/systemd.sh" "$dist"/zwb_*.deb
else
  echo "  NOT TRIED: the unit under systemd, which is not installed here"
fi

echo "From the image"
says 'From the image' 'podman load --input zwb-oci.tar'
"$here/oci.sh" "$dist/zwb-oci.tar"

echo "From the jar"
unshare --net "$here/jar.sh" "$dist/zwb.jar"
for line in 'java -jar zwb.jar demo' 'java -jar zwb.jar init my-page' 'java -jar zwb.jar serve --config my-page/zwb.yaml' \
  'java -jar zwb.jar bench requests'; do
  says 'From the jar' "$line"
done

echo "From the Maven repository"
mkdir -p "$scratch/maven/src/main/java"
{
  echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>a</groupId>'
  echo '<artifactId>b</artifactId><version>1</version><properties><maven.compiler.release>17</maven.compiler.release></properties>'
  snippet 'From the Maven repository' xml | sed "s|file:///path/to/target/dist/maven|file://$dist/maven|"
  echo '</project>'
} >"$scratch/maven/pom.xml"
# Other libraries come from what this machine has fetched already.
cat >"$scratch/settings.xml" <<TEXT
<settings><mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>file://$HOME/.m2/repository</url></mirror></mirrors></settings>
TEXT
sed -n '/^import org.zmqwebbridge.Bridge;/,/^```/p' "$home/README.md" | sed '/^```/d' >"$scratch/maven/src/main/java/Embedded.java"
(cd "$scratch/maven" && mvn -q -B -s "$scratch/settings.xml" -Dmaven.repo.local="$scratch/m2" \
  org.apache.maven.plugins:maven-compiler-plugin:3.14.1:compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$scratch/class.path") >"$scratch/maven.log" 2>&1 ||
  { tail -n 30 "$scratch/maven.log" >&2; failed "a project that depends on bridge-server does not build"; }
"$JAVA_HOME/bin/java" -cp "$scratch/maven/target/classes:$(cat "$scratch/class.path")" Embedded 2>/dev/null | grep '^ws://127.0.0.1:' >/dev/null ||
  failed "README's Embedded does not run"
holds "a project of its own found bridge-server; README's Embedded ran"

echo "From the npm package"
tarball=$(basename "$dist"/zmqwebbridge-*.tgz)
says 'From the npm package' "npm install ./$tarball"
mkdir "$scratch/npm"
cp "$dist/$tarball" "$scratch/npm"
{
  snippet 'From the npm package' js
  echo "ctx.close(); const { httpFallback } = await import('zmqwebbridge/http'); if (typeof httpFallback !== 'function') process.exit(1)"
  echo "console.log(zmq.version)"
} >"$scratch/npm/page.mjs"
cat >"$scratch/npm/required.cjs" <<'JS'
if (require('zmqwebbridge').version !== require('zmqwebbridge/package.json').version) process.exit(1);
require.resolve('zmqwebbridge/react');
require.resolve('zmqwebbridge/zmq.min.js');
JS
# A WebSocket as browsers and newer Nodes have it.
(cd "$scratch/npm" && npm install --offline --no-audit --no-fund --silent "./$tarball" && node --experimental-websocket page.mjs &&
  node --no-warnings required.cjs) >"$scratch/npm.log" 2>&1 || { cat "$scratch/npm.log" >&2; failed "the npm package"; }
holds "installed without a registry, imported and required: $(tail -n 1 "$scratch/npm.log")"

"$here/modules.sh" "$dist/zwb.jar"

echo "As a stranger, from README.md"
if command -v chromedriver >/dev/null && "${ZWB_PYTHON:-python3}" -c 'import zmq' 2>/dev/null; then
  "$here/stranger.sh" deb "$dist"/zwb_*.deb
else
  echo "  NOT TRIED: a stranger's first page, which needs chromedriver and pyzmq"
fi
echo "all of it works"
