package org.zmqwebbridge.gateway;

/**
 * The shared ZeroMQ sockets of one endpoint, mostly one, and the members that use them.
 *
 * <p>Owner thread: the loop's, for everything. Lifetime: opened by {@link OpenGateways}, until
 * {@link #close}.
 */
abstract sealed class Gateway permits ReqGateway, SubGateway, RepGateway, MessageGateway {
  /** Whether nobody uses it. */
  abstract boolean isIdle();

  /** Its endpoint's ZeroMQ settings are these from now on; its members stay. */
  abstract void retune(EndpointSpec changed);

  /** The limits of its context have changed. */
  void limitsChanged() {}

  /** From now on it takes nothing new, and goes on with what is under way. */
  void drain() {}

  /** How many requests of callers it owes an outcome. */
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
