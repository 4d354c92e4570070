package org.zmqwebbridge.zws;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Credit;
import org.zmqwebbridge.gateway.Messenger;
import org.zmqwebbridge.gateway.MessengerSeat;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * For a client that is a DEALER, PUB, PUSH, PULL or PAIR: messages as they are, each way. Where its
 * service takes no more, the client is not read from, and so knows.
 *
 * <p>Owner thread: as {@link ZwsSocket}.
 */
final class MessagingSocket extends ZwsSocket implements Messenger {
  private static final byte[] SUBSCRIBE_ALL = {1};

  private final SocketType type;
  private final MessengerSeat seat;
  private volatile Topics allowed = Topics.NONE; // what it may publish; all where it is no PUB

  MessagingSocket(ZwsSession session) {
    super(session);
    this.type = session.endpoint().type();
    this.seat =
        session.context().gateways().seat(session.endpoint(), this, new Credit(Credit.UNBOUNDED));
  }

  @Override
  boolean allow(Grant grant) {
    allowed =
        type == SocketType.PUB
            ? session().endpoint().topicsFor(grant.principal()).and(grant.topics())
            : Topics.ALL;
    return !allowed.isNone();
  }

  @Override
  MessengerSeat seat() {
    return seat;
  }

  /** A message that has no way to go needs no credit to be refused. */
  @Override
  public boolean tryBegin() {
    return !type.sendsMessages() || seat.trySpend();
  }

  @Override
  public void take(List<byte[]> parts, Charge charge) {
    int bytes = Assembly.bytes(parts);
    if (!type.sendsMessages()) {
      charge.end();
      session().broke(Rule.ONE_WAY);
    } else if (bytes > session().endpoint().maxSentBytes()) {
      forgo(bytes, charge, Counter.MESSAGES_TOO_LARGE);
    } else if (!allowed.includes(parts.get(0))) {
      forgo(bytes, charge, Counter.MESSAGES_NOT_ALLOWED);
    } else {
      seat.send(parts, charge);
    }
  }

  private void forgo(int bytes, Charge charge, Counter counter) {
    charge.end();
    seat.meters().increment(counter);
    seat.forgo(bytes);
  }

  /** A PUB sends only what its peer has subscribed to. */
  @Override
  public void joined(int credit) {
    if (type == SocketType.PUB) {
      session().connection().send(messages(List.of(SUBSCRIBE_ALL)));
    }
    session().onJoined(this);
  }

  @Override
  public void credited(int messages) {
    session().inbox().goOn();
  }

  @Override
  public void overflowed() {
    seat.meters().increment(Counter.MESSAGES_OVERFLOWED);
  }

  @Override
  public boolean takes(List<byte[]> parts) {
    return session().limits().carries(parts.size(), Assembly.bytes(parts));
  }

  @Override
  public boolean isDrained() {
    return session().connection().isDrained();
  }

  @Override
  public boolean received(List<byte[]> parts) {
    return queue(List.copyOf(parts));
  }

  @Override
  public void flush() {
    session().connection().flush();
  }

  /** The gateway has counted them, and ZeroMQ has no word for it. */
  @Override
  public void lost(long messages, Loss why) {}
}
