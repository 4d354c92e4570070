package org.zmqwebbridge.mongrel2.config;

/** Something wrong in a configuration file, at a line of it. */
final class ConfMistake extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  ConfMistake(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  /** The same, with the name of the file. */
  IllegalArgumentException in(String file) {
    return new IllegalArgumentException(file + ":" + line + ": " + getMessage(), this);
  }
}
