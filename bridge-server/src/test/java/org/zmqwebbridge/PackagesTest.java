package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the repository gives away, in whatever language, has one version and one licence. */
class PackagesTest {
  private static final String POM = Version.text().replace("-SNAPSHOT", "");
  private static final String LICENCE = "Apache-2.0";

  private static String found(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("..", file)));
    assertTrue(matcher.find(), file + " has no " + pattern);
    return matcher.group(1);
  }

  @Test
  void allHaveOneVersion() throws IOException {
    assertEquals(POM, found("js-client/package.json", "\"version\": \"([^\"]+)\""));
    assertEquals(
        POM, found("rpc/python/zmqwebbridge_rpc/__init__.py", "__version__ = \"([^\"]+)\""));
  }

  @Test
  void allNameTheLicenceWhoseTextIsThere() throws IOException {
    assertEquals(LICENCE, found("pom.xml", "<license>\\s*<name>([^<]+)</name>"));
    assertEquals(LICENCE, found("js-client/package.json", "\"license\": \"([^\"]+)\""));
    assertEquals(LICENCE, found("rpc/python/pyproject.toml", "license = \\{ text = \"([^\"]+)\""));
    assertEquals("Version 2.0, January 2004", found("LICENSE", "Apache License\\s+(.*)"));
  }

  @Test
  void versionIsOneLine() {
    String line = Version.line();
    assertEquals(1, line.lines().count());
    assertTrue(line.startsWith("ZmqWebBridge " + Version.text()), line);
    assertTrue(line.contains("Java " + Runtime.version()), line);
  }
}
