package org.zmqwebbridge.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The files of the console, from the class path: a page that knows nothing by itself, its script,
 * its style and its icon. They are given without the secret, which a browser cannot send before it
 * has them, and to our own Hosts only.
 *
 * <p>Immutable. Owner thread: any.
 */
public final class ConsoleFiles {
  /** What the page may load, and where it may be shown: from here, and nowhere else. */
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " object-src 'none'";

  private record File(String path, String name, String type) {}

  private static final List<File> FILES =
      List.of(
          new File("/console", "index.html", "text/html; charset=utf-8"),
          new File("/console/console.js", "console.js", "text/javascript; charset=utf-8"),
          new File("/console/console.css", "console.css", "text/css; charset=utf-8"),
          new File("/console/icon.svg", "icon.svg", "image/svg+xml"));

  /** How the page is told whether to ask for the secret before it asks for anything else. */
  private static final String NO_SECRET = "data-secret=\"unneeded\"";

  private static final String SECRET = "data-secret=\"needed\"";

  private final String folder;
  private final boolean hasSecret;

  /**
   * @param folder of the class path, ending in a slash
   * @param hasSecret whether what the page asks for needs one
   */
  public ConsoleFiles(String folder, boolean hasSecret) {
    this.folder = folder;
    this.hasSecret = hasSecret;
  }

  /** Puts them there; none where the class path does not have them. */
  public void addTo(ManagementPaths paths) {
    if (ConsoleFiles.class.getResource(folder + FILES.get(0).name()) == null) {
      return;
    }
    FILES.forEach(file -> paths.ownPage(file.path(), () -> read(file)));
    paths.ownPage(
        "/",
        () ->
            ManagementAnswer.text(
                HttpStatus.SEE_OTHER_303, "The console is at /console.", "Location", "/console"));
  }

  private ManagementAnswer read(File file) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(folder + file.name())) {
      String text = new String(in.readAllBytes(), UTF_8);
      return new ManagementAnswer(
          HttpStatus.OK_200,
          Map.of("Content-Type", file.type(), ManagementAnswer.POLICY, POLICY),
          hasSecret ? text.replace(NO_SECRET, SECRET) : text);
    } catch (IOException failure) {
      throw new UncheckedIOException("the console's " + file.name() + " cannot be read", failure);
    }
  }
}
