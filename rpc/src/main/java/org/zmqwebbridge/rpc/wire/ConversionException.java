package org.zmqwebbridge.rpc.wire;

/**
 * A JSON value that is not what a Java type wants.
 *
 * <p>Owner thread: any. Lifetime: from the converter to the one who names the argument.
 */
public final class ConversionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;

  ConversionException(String message) {
    this("", message);
  }

  private ConversionException(String path, String message) {
    super(message, null, false, false);
    this.path = path;
  }

  /** The same, seen from one level further out. */
  ConversionException inside(String step) {
    return new ConversionException(step + path, getMessage());
  }

  /** Where inside the value, such as {@code [2].age}; empty for the value itself. */
  public String path() {
    return path;
  }
}
