package org.zmqwebbridge.demo;

import java.net.BindException;

/** Says why the demo did not start, and what to do. Owner thread: any; no state. */
final class StartFailure {
  private StartFailure() {}

  static String words(Throwable failed, int port, String command) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "port %d on 127.0.0.1 is taken (%s). Stop what uses it, or take another: %s --port 0"
            .formatted(port, cause.getMessage(), command);
      }
    }
    boolean isSaid = failed instanceof RuntimeException && failed.getMessage() != null;
    String words = isSaid ? failed.getMessage() : failed.toString();
    return words.contains("is in use")
        ? words + "; " + command + " --port 0 takes free ones"
        : words;
  }
}
