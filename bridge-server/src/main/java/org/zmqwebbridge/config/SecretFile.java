package org.zmqwebbridge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads a secret from a file that only its owner and its group can read. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SecretFile() {}

  /**
   * The file's text, without white space around it.
   *
   * @throws IllegalArgumentException if it cannot be read, is empty, everybody can read it, or
   *     others than its owner can write it; the message says what to do, and nothing of what is in
   *     the file
   */
  public static String read(Path file) {
    try {
      checkPermissions(file);
      String text = Files.readString(file, UTF_8).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException(
            file + " is empty; put the secret into it (openssl rand -hex 32 makes one)");
      }
      return text;
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(file + " does not exist; is the path right?", missing);
    } catch (CharacterCodingException binary) {
      throw new IllegalArgumentException(file + " is not text in UTF-8", binary);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          file + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static void checkPermissions(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
      if (OTHERS.contains(permission)) {
        throw new IllegalArgumentException(
            file
                + " holds a secret, and others than its owner and group can read it, or others than"
                + " its owner can change it; mend it with: chmod 600 "
                + file);
      }
    }
  }
}
