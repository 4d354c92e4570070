package org.zmqwebbridge.grip.wire;

/** One header, as it was written. */
public record Header(String name, String value) {
  /** Whether it is the header of this name, in whatever case. */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
