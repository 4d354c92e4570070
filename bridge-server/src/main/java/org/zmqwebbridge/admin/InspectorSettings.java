package org.zmqwebbridge.admin;

/**
 * How much of what pages and services say to each other operators may see.
 *
 * @param bodyBytes of each request and reply; 0: only how long they are
 * @param perSecond how many requests are looked at
 */
public record InspectorSettings(int bodyBytes, int perSecond) {
  /** Unless told otherwise. */
  public static final int BODY_BYTES = 256;

  /** Unless told otherwise. */
  public static final int PER_SECOND = 20;

  /** At most. */
  public static final int MAX_BODY_BYTES = 4096;

  /** At most. */
  public static final int MAX_PER_SECOND = 1000;

  /**
   * @throws IllegalArgumentException if a number is out of its bounds; the message says which
   */
  public InspectorSettings {
    check("management.inspectorBytes", bodyBytes, 0, MAX_BODY_BYTES);
    check("management.inspectorPerSecond", perSecond, 1, MAX_PER_SECOND);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": is " + value + "; it is a number from " + least + " to " + most);
    }
  }
}
