#!/bin/sh
# Spring Boot 3.5.7's spring-boot-starter-jetty with Jetty 12.1.14 by <jetty.version>, the property that its
# documentation names for choosing another: everything resolves and compiles, and the web server does not start,
# because Spring Boot's own code was compiled against a class of Jetty 12.0 that is gone.
# Seen: "java.lang.NoClassDefFoundError: org/eclipse/jetty/http/MimeTypes$Wrapper"
set -eu
. "$(dirname -- "$0")/maven.sh"

project '<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
  <version>3.5.7</version><relativePath/></parent>' '<jetty.version>12.1.14</jetty.version>' \
  "$(dependency org.springframework.boot spring-boot-starter-jetty) $(dependency org.springframework.boot spring-boot-starter)
  $(dependency org.springframework spring-webmvc)"
mkdir -p "$folder/src/main/java/finding"
cat >"$folder/src/main/java/finding/Application.java" <<'JAVA'
package finding;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Application {
  public static void main(String[] args) {
    SpringApplication.run(Application.class, "--server.port=0", "--server.address=127.0.0.1").close();
  }
}
JAVA
run finding.Application
printf '%s\n' "$output" | grep -m 1 NoClassDefFoundError || fail "it starts now, or fails in another way:
$output"
case $output in *'org/eclipse/jetty/http/MimeTypes$Wrapper'*) ;; *) fail "another class is missing" ;; esac
