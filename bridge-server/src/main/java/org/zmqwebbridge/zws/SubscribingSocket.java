package org.zmqwebbridge.zws;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.gateway.Subscriber;
import org.zmqwebbridge.gateway.SubscriberSeat;
import org.zmqwebbridge.gateway.Topic;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * For a client that subscribes, a SUB or XSUB: its messages are subscriptions (RFC 29), and it is
 * sent what is published. A topic that it may not have is one of which nothing comes.
 *
 * <p>Owner thread: as {@link ZwsSocket}; which topics it has asked for is for any.
 */
final class SubscribingSocket extends ZwsSocket implements Subscriber {
  private static final byte SUBSCRIBE = 1;
  private static final byte CANCEL = 0;
  private static final byte[] NO_LABEL = {};

  private final Receiver receiver = new Receiver(NO_LABEL);
  private final Set<Topic> asked = ConcurrentHashMap.newKeySet();
  private SubscriberSeat seat; // null until it is allowed

  SubscribingSocket(ZwsSession session) {
    super(session);
  }

  @Override
  boolean allow(Grant grant) {
    Topics allowed = session().endpoint().topicsFor(grant.principal()).and(grant.topics());
    seat = session().context().gateways().seat(session().endpoint(), this, allowed, List.of());
    return !allowed.isNone();
  }

  @Override
  SubscriberSeat seat() {
    return seat;
  }

  @Override
  public boolean tryBegin() {
    return true;
  }

  @Override
  public void take(List<byte[]> parts, Charge charge) {
    charge.end();
    byte[] message = parts.get(0);
    boolean isOne = parts.size() == 1 && message.length > 0;
    if (!isOne || (message[0] != SUBSCRIBE && message[0] != CANCEL)) {
      session().broke(Rule.NO_SUBSCRIPTION);
    } else if (message.length - 1 > session().limits().maxTopicBytes()) {
      session().broke(Rule.TOPIC_TOO_LONG);
    } else {
      Topic topic = Topic.of(Arrays.copyOfRange(message, 1, message.length));
      on(topic, message[0] == SUBSCRIBE);
    }
  }

  private void on(Topic topic, boolean wanted) {
    if (!wanted) {
      if (asked.remove(topic)) {
        seat.unsubscribe(List.of(topic));
      }
    } else if (asked.size() >= session().limits().maxTopics() && !asked.contains(topic)) {
      session().broke(Rule.TOO_MANY_TOPICS);
    } else if (asked.add(topic)) {
      seat.subscribe(List.of(topic));
    }
  }

  @Override
  public void joined() {
    session().onJoined(this);
  }

  @Override
  public void subscribed(List<Topic> hold, List<Topic> denied, List<Topic> tooMany) {
    if (!denied.isEmpty()) {
      session().context().counters().increment(Counter.ZWS_TOPICS_DENIED);
    }
    if (!tooMany.isEmpty()) {
      session().broke(Rule.TOO_MANY_TOPICS);
    }
  }

  @Override
  public Encoding encoding() {
    return new PublicationEncoding(session().limits().maxParts());
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slowReaders) {
    PublicationEncoder publications = (PublicationEncoder) encoded;
    session().connection().send(publications.batch(), receiver, slowReaders);
  }

  @Override
  public boolean isDrained() {
    return session().connection().isDrained();
  }
}
