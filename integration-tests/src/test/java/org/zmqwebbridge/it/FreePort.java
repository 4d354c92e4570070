package org.zmqwebbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds loopback ports that nobody listens on, below those that the system gives to outgoing
 * connections: a service that is away for a while finds its port free when it comes back.
 */
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int BEHIND_LAST = 32_000;

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        // then another
      }
    }
  }

  /** An address for a bridge or a service to bind. */
  public static String address() {
    return "tcp://127.0.0.1:" + find();
  }
}
