package org.zmqwebbridge.origin;

import java.util.List;

/** The optional libraries by which back ends are reached. */
public final class OriginLibrary {
  private static final List<String> CLASSES =
      List.of(
          "org.eclipse.jetty.client.HttpClient",
          "org.eclipse.jetty.websocket.core.client.WebSocketCoreClient");

  private OriginLibrary() {}

  /**
   * Checks that they are there.
   *
   * @param who needs them, for example {@code grip}
   * @throws IllegalStateException if not; the message says what to add
   */
  public static void check(String who) {
    try {
      for (String name : CLASSES) {
        Class<?> unused = Class.forName(name, false, OriginLibrary.class.getClassLoader());
      }
    } catch (ClassNotFoundException | LinkageError absent) {
      throw new IllegalStateException(
          who
              + " needs libraries that are not on the class path; add"
              + " org.eclipse.jetty:jetty-client and"
              + " org.eclipse.jetty.websocket:jetty-websocket-core-client",
          absent);
    }
  }
}
