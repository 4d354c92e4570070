package org.zmqwebbridge.virtualsocket.second;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Approvals;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * Opens the channels of one connection: finds the endpoint, asks the hook, and has the channel ask
 * for its seat.
 *
 * <p>Owner thread: the connection's edge callbacks; a hook's answer comes on a worker. Lifetime:
 * its session's.
 */
final class Opener {
  private static final Logger log = LoggerFactory.getLogger(Opener.class);

  private final SecondSession session;
  private final SecondWireContext context;
  private final ChannelTable channels;
  private final Approvals approvals;
  private final AtomicInteger channelsEver = new AtomicInteger();

  Opener(
      SecondSession session,
      SecondWireContext context,
      ChannelTable channels,
      Approvals approvals) {
    this.session = session;
    this.context = context;
    this.channels = channels;
    this.approvals = approvals;
  }

  /**
   * A page opens a socket on a number that is free.
   *
   * @param bytes of its frame
   */
  void open(ClientControl.Open frame, int bytes) {
    if (context.gateways().isDraining()) {
      refuse(frame.channel(), WireError.UNAVAILABLE, "while the bridge is stopping");
      return;
    }
    find(frame)
        .ifPresentOrElse(
            endpoint -> ask(frame, endpoint, bytes),
            () ->
                refuse(
                    frame.channel(),
                    WireError.NOT_ALLOWED,
                    "no such endpoint: " + Printable.cut(frame.endpoint())));
  }

  private Optional<EndpointSpec> find(ClientControl.Open frame) {
    try {
      return Stream.of(SocketType.values())
          .filter(type -> type.name().equals(frame.type()))
          .findAny()
          .flatMap(type -> context.gateways().directory().find(frame.endpoint(), type))
          .filter(endpoint -> endpoint.opens(Door.WEBSOCKET));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private void ask(ClientControl.Open frame, EndpointSpec endpoint, int bytes) {
    Charge charge = session.budget().tryBegin(bytes); // the question is kept until it is answered
    if (charge == null) {
      refuse(frame.channel(), WireError.LIMIT, "with too much in flight");
      return;
    }
    Channel channel =
        Channel.of(
            session,
            new Channel.Opening(channelsEver.incrementAndGet(), frame, endpoint),
            context.gateways());
    Optional<WireError> refusal = channels.claim(channel);
    if (refusal.isPresent()) {
      charge.end();
      refuse(frame.channel(), refusal.get(), "on this connection");
      return;
    }
    approvals
        .ask(endpoint.type(), endpoint.name(), endpoint.addresses().toString(), "", frame.auth())
        .thenAccept(
            granted -> {
              charge.end();
              onDecision(channel, granted);
            });
  }

  /** The hook has answered. */
  private void onDecision(Channel channel, Optional<Grant> granted) {
    if (granted.isEmpty() || !channel.allow(approvals.within(granted.get()))) {
      session.onRefused(channel, WireError.NOT_ALLOWED);
      return;
    }
    keep(channel, granted.get());
    if (channels.mayJoin(channel)) {
      channel.seat().join();
      session.endUnlessWithin(channel);
    } else {
      session.onLeft(channel, channel.endsUnopened());
    }
  }

  private void keep(Channel channel, Grant granted) {
    Runnable release = approvals.keep(granted, channel::onExpiry);
    session.expiries().add(granted.expiry(), session.now());
    channel.keep(
        () -> {
          release.run();
          session.expiries().remove(granted.expiry());
        });
  }

  /** Tells the page that a socket is not opened, and the log why. */
  void refuse(long channel, WireError error, String why) {
    context
        .counters()
        .line(
            LineKind.CONNECT_REFUSED,
            more ->
                log.info(
                    "{}: open refused: {}: {}{}", session.connectionId(), error.word(), why, more));
    context.counters().increment(Errors.counter(error));
    session
        .downlink()
        .say(new ServerControl.Refused(channel, error, error.text(), session.connectionNumber()));
  }
}
