package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No limit is only a number: each has a test here that goes beyond it, through a real socket. */
final class EveryLimitTest {
  private static final Path SETTINGS =
      Path.of("../bridge-server/src/main/java/org/zmqwebbridge/LimitSettings.java");
  private static final Path CLASSES = Path.of("target/test-classes");
  private static final Pattern KEY =
      Pattern.compile("(limits|deadlines)\\s*\\.number\\(\\s*\"(\\w+)\"");

  @Test
  void everyLimitAndDeadlineIsReachedByATest() throws IOException {
    Set<String> settings = new TreeSet<>();
    for (MatchResult key : KEY.matcher(Files.readString(SETTINGS)).results().toList()) {
      settings.add(key.group(1) + "." + key.group(2));
    }
    assertEquals(settings, reached(), "settings, and what tests with @Reaches reach");
  }

  private static Set<String> reached() throws IOException {
    Set<String> reached = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.class")).toList()) {
        for (Method test : load(CLASSES.relativize(file)).getDeclaredMethods()) {
          if (test.isAnnotationPresent(Reaches.class)) {
            reached.addAll(List.of(test.getAnnotation(Reaches.class).value()));
          }
        }
      }
    }
    return reached;
  }

  private static Class<?> load(Path file) {
    String name = file.toString().replace('/', '.');
    try {
      return Class.forName(name.substring(0, name.length() - ".class".length()));
    } catch (ClassNotFoundException e) {
      throw new LinkageError("cannot load " + file, e);
    }
  }
}
