package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may use a file, or the socket that it is, as octal digits say: the owner, the group, others.
 *
 * <p>Immutable.
 *
 * @param bits nine of them
 */
public record FileMode(int bits) {
  private static final int MOST = 0777;
  private static final int OCTAL = 8;

  /**
   * @throws IllegalArgumentException if they are more than nine bits
   */
  public FileMode {
    if (bits < 0 || bits > MOST) {
      throw new IllegalArgumentException(
          "a mode is up to 0777, not " + Integer.toOctalString(bits));
    }
  }

  /**
   * One as configurations have it, for example {@code 660}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static FileMode parse(String octal) {
    if (!octal.matches("0?[0-7]{3}")) {
      throw new IllegalArgumentException("a mode is three octal digits, as 660, not " + octal);
    }
    return new FileMode(Integer.parseInt(octal, OCTAL));
  }

  /** As the JDK has it. */
  public Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] each = PosixFilePermission.values(); // owner's, group's, others': rwx
    for (int i = 0; i < each.length; i++) {
      if ((bits & (1 << (each.length - 1 - i))) != 0) {
        all.add(each[i]);
      }
    }
    return all;
  }

  /**
   * Gives it to a Unix socket that is bound; does nothing for an address of another kind.
   *
   * @throws IllegalStateException if it cannot be given; the message says why
   */
  public void giveTo(ZmqEndpoint socket) {
    if (!socket.isUnixSocket()) {
      return;
    }
    try {
      Files.setPosixFilePermissions(Path.of(socket.host()), permissions());
    } catch (IOException failure) {
      throw new IllegalStateException(
          socket + " cannot have mode " + Integer.toOctalString(bits) + ": " + failure.getMessage(),
          failure);
    }
  }
}
