package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * A ROUTER, which nodes connect to.
 *
 * <p>Immutable.
 *
 * @param address where it is bound
 * @param security who may connect; {@link Security#none}: anyone who knows the name of a node
 */
public record RouterSpec(ZmqEndpoint address, Security security) {
  private static final String UNIX = "ipc://";

  /**
   * @throws IllegalArgumentException if the mechanism is none for who binds
   */
  public RouterSpec {
    if (!security.isForBinding()) {
      throw new IllegalArgumentException(
          "the router at " + address + " is bound here: it needs keys with clients, or users");
    }
  }

  /**
   * One that anybody may connect to.
   *
   * @param text {@code tcp://ADDRESS:PORT} or {@code ipc://PATH}, which may be relative to the
   *     folder in which the program was started
   * @throws IllegalArgumentException if it is none; says why
   */
  public static RouterSpec parse(String text) {
    String absolute =
        text.startsWith(UNIX)
            ? UNIX + Path.of(text.substring(UNIX.length())).toAbsolutePath().normalize()
            : text;
    return new RouterSpec(ZmqEndpoint.parseBound(absolute), Security.none());
  }

  /** The same, for those only who can prove who they are. */
  public RouterSpec with(Security mechanism) {
    return new RouterSpec(address, mechanism);
  }

  /** Whether others than this machine reach it, and need to know no more than a node's name. */
  public boolean isOpen() {
    return security.isNone() && !address.isLoopback();
  }
}
