package org.zmqwebbridge.mongrel2.dir;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which file below a folder the path of a request means, as text: it may still lead elsewhere. */
final class DirPath {
  private static final int ESCAPE_LENGTH = 3;

  private DirPath() {}

  /**
   * What is to be looked for below the folder; empty: there can be no such file.
   *
   * @param path as sent, escapes and all
   * @param prefix of the route; a path that is the same as it means a file of this name
   * @param indexFile what answers for a folder
   */
  static Optional<String> below(String path, String prefix, String indexFile) {
    if (!prefix.startsWith("/") || !path.startsWith(prefix)) {
      return Optional.empty();
    }
    if (path.endsWith("/")) {
      return decoded(path.substring(prefix.length())).map(folder -> relative(folder + indexFile));
    }
    return decoded(path.equals(prefix) ? path : path.substring(prefix.length()))
        .map(DirPath::relative);
  }

  /** A path from the root would be one from the disk's. */
  private static String relative(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return path.substring(start);
  }

  /** Escapes undone, once; empty if that is no UTF-8, or holds a NUL. */
  private static Optional<String> decoded(String path) {
    if (path.indexOf('%') < 0 && path.chars().allMatch(c -> c > 0 && c < 0x80)) {
      return Optional.of(path);
    }
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int escaped = bytes[i] == '%' ? escaped(path, i) : -1;
      out.put(escaped < 0 ? bytes[i] : (byte) escaped);
      i += escaped < 0 ? 0 : ESCAPE_LENGTH - 1;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
      return text.indexOf(0) >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static int escaped(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
