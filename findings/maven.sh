# For the scripts beside this one: a Maven project in a temporary folder. Sourced, not run.
# shellcheck shell=sh

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/src/main/java"

fail() {
  printf 'CHANGED: %s\n' "$*" >&2
  exit 1
}

# dependency GROUP ARTIFACT [VERSION]
dependency() {
  printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId>' "$1" "$2"
  [ -z "${3-}" ] || printf '<version>%s</version>' "$3"
  printf '</dependency>\n'
}

# project PARENT PROPERTIES DEPENDENCIES: its pom.xml
project() {
  cat >"$folder/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  $1
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <properties><maven.compiler.release>17</maven.compiler.release>$2</properties>
  <dependencies>$3</dependencies>
  <build><plugins>
    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
    <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
  </plugins></build>
</project>
XML
}

# run CLASS: compiles, and runs it; what it prints is in $output
run() {
  (cd "$folder" && mvn -q -B compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=class.path >maven.log 2>&1) || {
    tail -n 20 "$folder/maven.log" >&2
    exit 2
  }
  output=$(cd "$folder" && java -cp "target/classes:$(cat class.path)" "$1" 2>&1) || :
}
