package org.zmqwebbridge.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Sends signals by the shell's own {@code kill}: a minimal system has no program of that name.
 *
 * <p>Owner thread: the test's.
 */
public final class Signals {
  private Signals() {}

  /**
   * Fails unless it was sent.
   *
   * @param name as {@code HUP}
   */
  public static void send(String name, long pid) {
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
              .inheritIO()
              .start();
      if (!kill.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("process " + pid + " could not be sent " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
