package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * The ZeroMQ peers that ask the pages of one endpoint, after a ROUTER that is bound at each of its
 * addresses: what goes back to them is an answer, or an error.
 *
 * <p>Owner thread: the loop's, with its {@link Asks}.
 */
final class Askers {
  /** How long the last answers may take to leave, on JeroMQ's thread; otherwise askers hang. */
  private static final int LINGER_MILLIS = 200;

  private final GatewayContext context;
  private final int maxMessageBytes; // of its socket, as long as it is open
  private final EndpointMeters meters;
  private final BoundAddresses router;

  /**
   * Binds.
   *
   * @param listener hears what they ask
   * @param patient whether its address may still be held by the gateway before it
   */
  Askers(
      EndpointSpec endpoint,
      GatewayContext context,
      EndpointMeters meters,
      SocketListener listener,
      boolean patient) {
    this.context = context;
    this.meters = meters;
    this.maxMessageBytes = context.limits().maxMessageBytes();
    this.router =
        new BoundAddresses(
            context.loop(), options(endpoint), endpoint.addresses(), listener, patient);
  }

  private SocketOptions options(EndpointSpec endpoint) {
    return endpoint.bound(ZmqType.ROUTER, maxMessageBytes, context.limits().maxPeersPerEndpoint());
  }

  /** Its endpoint's settings are these from now on, or its limits have changed. */
  void retune(EndpointSpec endpoint) {
    router.retune(options(endpoint));
  }

  void onTick() {
    router.onTick();
  }

  /** An ask ends with an error, which is counted. */
  void refuse(List<byte[]> envelope, AskOutcome outcome) {
    refuse(envelope, outcome, outcome.counter());
  }

  /** The same, but something else counts it. */
  void refuse(List<byte[]> envelope, AskOutcome outcome, Counter counter) {
    meters.increment(counter);
    answer(envelope, List.of(outcome.encoded()));
  }

  /** The same, but people read another text. */
  void refuse(List<byte[]> envelope, AskOutcome outcome, String text) {
    meters.increment(outcome.counter());
    answer(envelope, List.of(outcome.encoded(text)));
  }

  /** One that cannot be sent is dropped: its asker has gone, or takes nothing. */
  void answer(List<byte[]> envelope, List<byte[]> parts) {
    List<byte[]> message = new ArrayList<>(envelope);
    message.addAll(parts);
    if (!router.send(message.toArray(byte[][]::new))) {
      meters.increment(Counter.ANSWERS_UNDELIVERABLE);
    }
  }

  void close() {
    router.close(LINGER_MILLIS);
  }
}
