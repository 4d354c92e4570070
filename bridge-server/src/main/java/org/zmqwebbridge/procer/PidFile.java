package org.zmqwebbridge.procer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The file in which a process says who it is.
 *
 * <p>Owner thread: none; nothing is kept.
 */
public final class PidFile {
  private static final int MAX_BYTES = 32;

  private PidFile() {}

  /** The process that it names; empty if it is not there, or names none. */
  public static OptionalLong read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return OptionalLong.empty();
      }
      String text = Files.readString(file).strip();
      return text.matches("[1-9][0-9]{0,9}") && Long.parseLong(text) > 1
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  /** Whether the process that a file names runs. */
  public static boolean isAlive(Path file) {
    OptionalLong pid = read(file);
    return pid.isPresent() && isAlive(pid.getAsLong());
  }

  /** Whether a process runs, of this user or another. */
  public static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
