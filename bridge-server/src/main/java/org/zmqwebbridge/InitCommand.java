package org.zmqwebbridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code init}: writes a configuration, a page and a service to begin with, and says how to start
 * them. It overwrites nothing.
 *
 * <p>Owner thread: main.
 */
final class InitCommand {
  /** What it writes; the templates are resources of the same names. */
  static final List<String> FILES =
      List.of(
          "README.md",
          "zwb.yaml",
          "service.py",
          "pages/index.html",
          "pages/page.js",
          "pages/page.css",
          "pages/icon.svg");

  /** How the launcher was called, for the words that tell what to do next. */
  private static final String COMMAND = "zwb.command";

  private static final Pattern PLAIN = Pattern.compile("[\\w./~+@%:,-]+");

  private InitCommand() {}

  /**
   * @param arguments the folder; without one, the working directory
   * @throws IllegalStateException if a file is there already, or cannot be written
   */
  static void run(List<String> arguments, PrintStream out) {
    if (arguments.size() > 1 || arguments.stream().anyMatch(word -> word.startsWith("-"))) {
      throw new UsageException("init takes one folder, but got: " + String.join(" ", arguments));
    }
    Path folder = Path.of(arguments.isEmpty() ? "" : arguments.get(0));
    refuseWhatIsThere(folder);
    for (String name : FILES) {
      write(folder.resolve(name), name);
      out.println("wrote " + folder.resolve(name));
    }
    out.print(
        """

        Next, in one terminal (it needs Python with pyzmq: apt install python3-zmq, or pip install pyzmq):

          python3 %s

        in another:

          %s serve --config %s

        and then open http://127.0.0.1:8000/ in a browser.
        """
            .formatted(
                quoted(folder.resolve("service.py").toString()),
                command(),
                quoted(folder.resolve("zwb.yaml").toString())));
  }

  private static void refuseWhatIsThere(Path folder) {
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalStateException(taken(file));
      }
    }
  }

  private static String taken(Path file) {
    return file + " is there already, and init overwrites nothing; name another folder";
  }

  private static void write(Path file, String template) {
    try (InputStream in = InitCommand.class.getResourceAsStream("init/" + template)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.copy(in, file);
    } catch (FileAlreadyExistsException | NotDirectoryException there) {
      throw new IllegalStateException(taken(Path.of(there.getFile())), there);
    } catch (IOException failure) {
      throw new IllegalStateException("cannot write " + file + ": " + failure, failure);
    }
  }

  private static String command() {
    String launcher = System.getProperty(COMMAND);
    if (launcher != null) {
      return quoted(launcher);
    }
    String jar = System.getProperty("java.class.path");
    boolean alone = jar.endsWith(".jar") && !jar.contains(java.io.File.pathSeparator);
    return "java -jar " + (alone ? quoted(jar) : "zwb.jar");
  }

  /** As a shell takes it. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
