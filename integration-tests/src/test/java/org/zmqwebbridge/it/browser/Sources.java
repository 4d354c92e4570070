package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles Java that people read on a page or in a document. */
final class Sources {
  private static final Pattern CLASS = Pattern.compile("class (\\w+)");

  private Sources() {}

  /**
   * Compiles a source with the class path that a user has.
   *
   * @param folder where the source and its classes go
   * @return the name of its first class
   * @throws AssertionError if it does not compile, or only with warnings
   */
  static String compile(Path folder, String source) throws IOException {
    Matcher named = CLASS.matcher(source);
    assertTrue(named.find(), "there is no class in it");
    Path file = Files.writeString(folder.resolve(named.group(1) + ".java"), source);
    compile(folder, List.of(file));
    return named.group(1);
  }

  /** Compiles all that is below a folder, with the names of parameters. */
  static void compileAll(Path folder, Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      compile(
          folder,
          files.filter(file -> file.toString().endsWith(".java")).toList(),
          "-parameters",
          "-Xlint:-try");
    }
  }

  /** Copies all that is below a folder into another. */
  static void copyAll(Path from, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void compile(Path folder, List<Path> sources, String... more) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler, "the tests need a JDK");
    StringWriter said = new StringWriter();
    List<String> options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-Xlint:all,-path",
                "-Werror",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString()));
    options.addAll(List.of(more));
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      var task = compiler.getTask(said, files, null, options, null, units);
      assertTrue(task.call(), said.toString());
    }
  }
}
