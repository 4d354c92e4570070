package org.zmqwebbridge.edge.jetty;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that are served at {@code /}, and how.
 *
 * @param root where they are
 * @param index the file that stands for its folder, for example {@code index.html}
 * @param policy the Content-Security-Policy that every one of them is sent with
 */
public record Pages(Root root, String index, String policy) {
  /** The file that stands for its folder unless told otherwise. */
  public static final String INDEX = "index.html";

  /**
   * A page loads scripts, styles, pictures and fonts from here only, none of them inline, and
   * connects to here only; nobody else shows it in a frame.
   */
  public static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors"
          + " 'self'";

  private static final int MAX_POLICY_CHARACTERS = 4096;

  /** Where files are. */
  public sealed interface Root {
    /** A folder of the file system. */
    record Folder(Path path) implements Root {
      /**
       * @throws IllegalArgumentException if it is none, or cannot be read
       */
      public Folder {
        if (!Files.isDirectory(path)) {
          throw new IllegalArgumentException(
              "there is no folder " + path + "; make it, or name another");
        }
        if (!Files.isReadable(path)) {
          throw new IllegalArgumentException("the folder " + path + " may not be read");
        }
      }
    }

    /** A folder of the class path, for example {@code demo}. */
    record ClassPath(String name) implements Root {}
  }

  /**
   * @throws IllegalArgumentException if the index is no name of a file, or the policy no header
   */
  public Pages {
    if (index.isEmpty() || index.startsWith(".") || index.contains("/") || index.contains("\\")) {
      throw new IllegalArgumentException(
          "\"" + index + "\" is no name of a file; " + INDEX + " is one");
    }
    if (policy.isBlank()
        || policy.length() > MAX_POLICY_CHARACTERS
        || !policy.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "a Content-Security-Policy is one line of up to "
              + MAX_POLICY_CHARACTERS
              + " ASCII characters");
    }
  }

  /** A folder's files, with the defaults. */
  public static Pages of(Root root) {
    return new Pages(root, INDEX, POLICY);
  }
}
