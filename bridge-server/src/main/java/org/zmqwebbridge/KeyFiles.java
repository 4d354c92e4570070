package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.zmq.CurveKey;

/** Reads the files that say who may connect to an endpoint, and to whom the bridge connects. */
final class KeyFiles {
  private KeyFiles() {}

  /**
   * One public key.
   *
   * @throws IllegalArgumentException if there is none, or a secret one; the message says what to do
   */
  static CurveKey publicKey(Path file) {
    return CurveKey.parseFile(text(file));
  }

  /**
   * The public keys in a folder, of the files whose names end in {@code .key}; or in one file, a
   * key a line.
   *
   * @throws IllegalArgumentException if there is none, or a file is no key file
   */
  static Set<CurveKey> clients(Path place) {
    Set<CurveKey> keys = new HashSet<>();
    if (!Files.isDirectory(place)) {
      return CurveKey.parseList(text(place));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*.key")) {
      for (Path file : files) {
        keys.add(inside(file));
      }
    } catch (IOException failure) {
      throw new IllegalArgumentException(place + " cannot be listed", failure);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          place + " has no file whose name ends in .key, so nobody could connect; put one there");
    }
    return keys;
  }

  private static CurveKey inside(Path file) {
    try {
      return publicKey(file);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Passwords by user, from a secret file with lines of {@code user:password}. Lines that begin
   * with {@code #}, and empty ones, do not count.
   *
   * @throws IllegalArgumentException if a line is anything else; the message names it by its number
   */
  static Map<String, String> users(Path file) {
    Map<String, String> users = new HashMap<>();
    int number = 0;
    for (String line : SecretFile.read(file).split("\\R", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || colon == line.length() - 1) {
        throw new IllegalArgumentException("line " + number + " of it is not user:password");
      }
      if (users.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
        throw new IllegalArgumentException("line " + number + " of it names a user again");
      }
    }
    return users;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (CharacterCodingException binary) {
      throw new IllegalArgumentException("it is not text in UTF-8", binary);
    } catch (IOException failure) {
      throw new IllegalArgumentException("it cannot be read; is the path right?", failure);
    }
  }
}
