# `zwb dist`: what other people's programs build on, in target/dist. Read by ../zwb.
# shellcheck shell=sh

run_dist() {
  [ "${ZWB_BUILD-}" != never ] || die "ZWB_BUILD is never: dist cannot run without building"
  find_java
  find_build_tools
  lock
  dist=$home/target/dist
  rm -rf "$dist"
  mkdir -p "$dist"
  # Tests and analysis are zwb test's; nothing is installed where other trees would find it.
  if ! run_maven dist -Dzwb.all -Dzwb.dist -pl :zmqwebbridge,js-client,bridge-server,rpc,embed/jakarta,embed/spring-boot-starter \
    -Dmaven.test.skip=true -DskipTests=true -Dspotless.check.skip=true -Dspotbugs.skip=true -Dmaven.install.skip=true \
    "-DaltDeploymentRepository=dist::file://$(in_url "$dist/maven")" deploy; then
    say "building failed; the end of $log:"
    tail -n 40 "$log" >&2
    exit 1
  fi
  (cd "$home/js-client" && npm pack --silent --pack-destination "$dist" >/dev/null) || die "npm pack failed in js-client"
  cp "$home/bridge-server/target/zwb.jar" "$home/bridge-server/target/zwb-sbom.json" "$home/LICENSE" "$dist"
  unlock
  echo "made in $(elapsed) s, in target/dist:"
  tell_dist
}

tell_dist() {
  (
    cd "$dist"
    for made in maven/org/zmqwebbridge/*/ *.tgz *.jar *.json LICENSE; do
      [ ! -e "$made" ] || printf '  %s\n' "${made%/}"
    done
  )
  echo "docs/embedding.md says how to use them"
}

# in_url PATH: as it stands in a URL, for the characters that paths have and Maven minds
in_url() { printf '%s\n' "$1" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g'; }
