package org.zmqwebbridge.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes that a start of the program loads, ready to be mapped, as the launcher has them: the
 * tests start it more than a hundred times. Where the bridge is no jar, or Java makes no archive,
 * starts take longer, nothing else.
 *
 * <p>Owner thread: any. Lifetime: the test process's.
 */
public final class ClassArchive {
  /** Jars first: an archive knows no folders, and its jars must be the first of the class path. */
  public static final String CLASS_PATH =
      Stream.of(entries(ClassArchive::isJar), entries(entry -> !isJar(entry)))
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(File.pathSeparator));

  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx128m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xlog:cds=off",
          "-Xlog:cds+dynamic=off");

  private static final List<String> WITH_ARCHIVE = withArchive();

  private ClassArchive() {}

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }

  private static String entries(Predicate<String> kind) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(kind)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A command that starts Java with this class path; what it shall run is to be added. */
  static List<String> java(String classPath) {
    List<String> command = new ArrayList<>(classPath.equals(CLASS_PATH) ? WITH_ARCHIVE : JVM);
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  /** A command that starts a main class that is in this folder, or in the tests' class path. */
  public static List<String> java(Path folder, String main) {
    List<String> command = java(CLASS_PATH);
    command.set(command.size() - 1, CLASS_PATH + File.pathSeparator + folder);
    command.add(main);
    return command;
  }

  private static List<String> withArchive() {
    String jars = entries(ClassArchive::isJar);
    if (!jars.contains(File.separator + "bridge-server-")) {
      return JVM;
    }
    try {
      Path folder = Files.createTempDirectory("zwb-classes");
      Path archive = folder.resolve("classes.jsa");
      List<String> command = new ArrayList<>(JVM);
      command.add("-XX:ArchiveClassesAtExit=" + archive);
      command.addAll(List.of("-cp", jars, "org.zmqwebbridge.BridgeMain", "rehearse"));
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .waitFor();
      folder.toFile().deleteOnExit();
      archive.toFile().deleteOnExit();
      List<String> mapped = new ArrayList<>(JVM);
      mapped.add("-XX:SharedArchiveFile=" + archive);
      return Files.exists(archive) ? List.copyOf(mapped) : JVM;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JVM;
    }
  }
}
