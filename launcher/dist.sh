# `zwb dist`: what users install and what other people's programs build on, in target/dist. Read by ../zwb.
# The packages themselves are made by packaging/; launcher/release.sh goes through what a release needs.
# shellcheck shell=sh

# Modules that other people's programs build on: their jars, sources and documentation are in target/dist/maven.
published=':zmqwebbridge,js-client,console,bridge-server,rpc,handlers,embed/jakarta,embed/spring-boot-starter'

run_dist() {
  case $*/$# in
    /0 | --check/1 | --release/1) ;;
    *) misused "the forms are: zwb dist, zwb dist --check, and zwb dist --release" ;;
  esac
  [ "${ZWB_BUILD-}" != never ] || die "ZWB_BUILD is never: dist cannot run without building"
  dist=$home/target/dist
  case ${1-} in
    '') make_dist ;;
    --check) check_dist ;;
    --release) release ;;
  esac
}

make_dist() {
  find_java
  find_build_tools
  lock
  rm -rf "$dist"
  mkdir -p "$dist"
  # Classes of an earlier build may be gone from the sources.
  for module in js-client console bridge-server rpc handlers embed/jakarta embed/spring-boot-starter demo bench packaging; do
    rm -rf "$home/$module/target/classes" "$home/$module/target/maven-status"
  done
  # Tests and analysis are zwb test's; nothing is installed where other trees would find it.
  if ! run_maven dist -Dzwb.all -Dzwb.dist -pl "$published,packaging" -am -Dzwb.rehearsals=4 -Dzwb.compression=gzip \
    -Dmaven.test.skip=true -DskipTests=true -Dspotless.check.skip=true -Dspotbugs.skip=true -Dmaven.install.skip=true \
    "-DaltDeploymentRepository=dist::file://$(in_url "$dist/maven")" deploy; then
    say "building failed; the end of $log:"
    tail -n 40 "$log" >&2
    exit 1
  fi
  settle_repository
  (cd "$home/js-client" && npm pack --silent --pack-destination "$dist" >/dev/null) || die "npm pack failed in js-client"
  cp "$home/packaging/target/zwb.jar" "$home/packaging/target/zwb-sbom.json" "$home/LICENSE" "$dist"
  cp "$home/packaging/target/zwb.deb" "$dist/$(deb_name)"
  sh "$home/packaging/image.sh" "$(version)" "$(output_timestamp)" "$dist/zwb-oci.tar" "$(commit)" || die "the image could not be made"
  add_site
  (cd "$dist" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | sed 's|^\./||' | tr '\n' '\0' | xargs -0 sha256sum >SHA256SUMS)
  unlock
  echo "made in $(elapsed) s, in target/dist:"
  tell_dist
}

# output_timestamp: the time that everything in the packages has
output_timestamp() { sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' "$home/pom.xml"; }

# deb_name: as Debian has it; a tilde sorts before the release
deb_name() {
  architecture=$(sed -n 's/^Architecture: //p' "$home/packaging/target/control/control")
  printf 'zwb_%s_%s.deb\n' "$(version | tr - '~')" "$architecture"
}

# add_site: the documents as pages
add_site() {
  build_site
  cp -R "$home/target/site" "$dist/site"
}

# settle_repository: Maven names files of a snapshot after the time of the build, and says in metadata when that was; both
# become the time that everything has
settle_repository() {
  stamp=$(output_timestamp | sed 's/[-:]//g; s/T/./; s/Z//')
  find "$dist/maven" -type f -name '*-20[0-9][0-9][0-9][0-9][0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]-*' | while IFS= read -r file; do
    settled=$(printf '%s\n' "${file##*/}" | sed "s/-20[0-9]\{6\}\.[0-9]\{6\}-[0-9]*/-$stamp-1/")
    mv "$file" "${file%/*}/$settled"
  done
  find "$dist/maven" -type f -name maven-metadata.xml | while IFS= read -r file; do
    sed -e "s/20[0-9]\{6\}\.[0-9]\{6\}/$stamp/; s/\(<value>.*-$stamp\)-[0-9]*</\1-1</; s/<buildNumber>.*</<buildNumber>1</" \
      -e "s/\(<lastUpdated>\|<updated>\)[0-9]*/\1$(printf '%s\n' "$stamp" | tr -d .)/" "$file" >"$file.settled"
    mv "$file.settled" "$file"
    for sum in md5 sha1; do
      "${sum}sum" <"$file" | cut -d ' ' -f 1 | tr -d '\n' >"$file.$sum"
    done
  done
}

tell_dist() {
  (
    cd "$dist"
    for made in *.deb zwb-oci.tar *.jar maven/org/zmqwebbridge/*/ *.tgz site *.json LICENSE SHA256SUMS; do
      [ ! -e "$made" ] || printf '  %-40s %s\n' "${made%/}" "$(du -sh "$made" | cut -f 1)"
    done
  )
  echo "docs/install.md says how to use them"
}

# in_url PATH: as it stands in a URL, for the characters that paths have and Maven minds
in_url() { printf '%s\n' "$1" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g'; }

# check_dist: made twice, in two folders, with the same bytes; then installed and run, each as docs/install.md says
check_dist() {
  changed=$(commit)
  case $changed in
    '') die "dist --check compares with a clone, and this is no checkout" ;;
    *-dirty) die "dist --check compares with a clone of what is committed, and this tree has changes: commit them first" ;;
  esac
  make_dist
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  git clone --quiet --local "$home" "$scratch/another folder" || die "git clone failed"
  "$scratch/another folder/zwb" dist >"$scratch/dist.log" 2>&1 || {
    tail -n 40 "$scratch/dist.log" >&2
    die "zwb dist failed in a clone"
  }
  diff "$dist/SHA256SUMS" "$scratch/another folder/target/dist/SHA256SUMS" >&2 || die "a clone in another folder gives other bytes"
  echo "twice the same: $(grep -c . "$dist/SHA256SUMS") files, in two folders"
  JAVA_HOME=$java_home sh "$home/packaging/test/all.sh" "$dist" || die "what was made does not work"
}

# shellcheck source=release.sh
. "$home/launcher/release.sh"
