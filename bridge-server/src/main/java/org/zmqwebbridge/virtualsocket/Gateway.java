package org.zmqwebbridge.virtualsocket;

import java.util.Optional;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;

/**
 * The shared ZeroMQ sockets of one endpoint, mostly one, and the virtual sockets that use them.
 *
 * <p>Owner thread: the loop's, for everything. Lifetime: opened by {@link GatewayFactory}, until
 * {@link #close}.
 */
abstract sealed class Gateway permits ReqGateway, SubGateway, RepGateway {
  /**
   * A virtual socket wants in. If it may, its connection reply has been sent on return, before
   * anything else for it.
   *
   * @return why not, if it may not
   */
  abstract Optional<ConnectError> join(VirtualSocket socket);

  /** A virtual socket has ended; does nothing for one that is no member. */
  abstract void leave(VirtualSocket socket);

  /** Whether nobody uses it. */
  abstract boolean isIdle();

  /** Its endpoint's ZeroMQ settings are these from now on; its members stay. */
  abstract void retune(EndpointSpec changed);

  /** The limits of its context have changed. */
  void limitsChanged() {}

  /** From now on it takes nothing new, and goes on with what is under way. */
  void drain() {}

  /** How many requests of pages it owes an outcome. */
  int requests() {
    return 0;
  }

  /** How many asks of ZeroMQ peers it owes an answer. */
  int asks() {
    return 0;
  }

  /** About ten times a second. */
  abstract void onTick(long now);

  /** Ends with an outcome for all that is open. */
  abstract void close();
}
