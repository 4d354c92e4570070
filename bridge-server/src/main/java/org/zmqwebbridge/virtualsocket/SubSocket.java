package org.zmqwebbridge.virtualsocket;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.OriginalParts;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.SubscriberSeat;
import org.zmqwebbridge.gateway.Topic;

/**
 * A page's SUB socket: it subscribes to everything that it may receive, and has a filter.
 *
 * <p>Owner thread: as {@link VirtualSocket}.
 */
final class SubSocket extends VirtualSocket implements Subscriber {
  private static final List<Topic> EVERYTHING = List.of(Topic.of(""));

  private final GatewayShards gateways;
  private final Encoding encoding;
  private SubscriberSeat seat; // null until it is allowed

  SubSocket(VirtualSocketSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.gateways = gateways;
    this.encoding =
        TextEncoding.of(
            opening.filter(),
            receiver().label().length,
            opening.endpoint().parts() == OriginalParts.EACH);
  }

  @Override
  boolean allow(Grant grant) {
    Topics allowed = endpoint().topicsFor(grant.principal()).and(grant.topics());
    seat = gateways.seat(endpoint(), this, allowed, EVERYTHING);
    return !allowed.isNone();
  }

  @Override
  SubscriberSeat seat() {
    return seat;
  }

  @Override
  void send(byte[] content, Charge charge) {
    end(charge);
    session().ignore();
  }

  @Override
  public void joined() {
    sayConnected(null);
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    connection().send(((TextEncoder) encoded).batch(), receiver(), slowReaders);
  }

  @Override
  public long takeDropped() {
    return connection().takeDropped(receiver());
  }
}
