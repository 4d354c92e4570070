package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Lease;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.ConnectionId;

/**
 * A WebSocket at a location: a subscriber, a publisher, or both.
 *
 * <p>Owner thread: the edge's for what comes in; what it hears comes one after the other. Lifetime:
 * its connection's.
 */
final class SocketSession implements ConnectionHandler, Hearer {
  private static final int GOING_AWAY = 1001;
  private static final int POLICY = 1008;
  private static final int TRY_LATER = 1013;

  private final Connection connection;
  private final RelayContext context;
  private final LocationSpec location;
  private final Wording wording;
  private final Subscription subscription; // null: it only publishes
  private final Attendee attendee;
  private final Grant grant;
  private final SocketPublisher publisher; // null: it only hears
  private final Receiver receiver = new Receiver(Wording.NOTHING);
  private final SlowReaders slowReaders;
  private final List<String> guestOf; // its channels, as operators see them
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Lease lease; // null: nothing can be taken away

  SocketSession(Connection connection, SocketGuest guest, Channels channels, RelayContext context) {
    this.connection = connection;
    this.context = context;
    this.location = guest.location();
    this.wording = guest.wording();
    this.slowReaders = context.slowReaders(location);
    this.subscription =
        guest.hears() ? new Subscription(guest.ids(), channels, location, context) : null;
    this.attendee = new Attendee(location, guest.ids(), channels, context, true);
    this.grant = guest.grant();
    this.guestOf = guest.ids().stream().map(id -> "channel " + id).toList();
    this.publisher =
        guest.publishes() ? new SocketPublisher(connection, guest, channels, context) : null;
    hold(guest.grant(), context);
    if (subscription != null && !ended.get()) {
      subscription.begin(Whereabouts.of(connection.handshake(), guest.ids().size()), wording, this);
    }
  }

  private void hold(Grant grant, RelayContext context) {
    if (grant.principal().isPresent() || grant.expiry().isPresent()) {
      lease = context.guard().leases().open(grant, this::take);
      lease.confirm();
    }
  }

  @Override
  public Optional<CloseReason> reconsider() {
    return context.guard().gatekeeper().objection(grant.basis(), new ConnectionId(connection.id()));
  }

  @Override
  public Occupant occupant() {
    return new Occupant("push relay", grant.principal(), guestOf);
  }

  @Override
  public boolean isListedHere() {
    return RelayOrigins.isListed(connection.handshake().header("origin").orElse(""), location);
  }

  private void take(CloseReason reason) {
    boolean unused = end();
    connection.close(reason);
  }

  // In

  @Override
  public void onText(ByteBuffer utf8) {
    String said = text(utf8);
    if (said == null) {
      take(CloseReason.BAD_MESSAGE);
      return;
    }
    String known = location.streams().signOfLife().map(StreamSpec.SignOfLife::said).orElse(null);
    if (said.equals(known)) {
      String answer = location.streams().signOfLife().orElseThrow().answered();
      connection.send(OutgoingMessage.text(answer.getBytes(UTF_8)));
    } else {
      publish("", said.getBytes(UTF_8));
    }
  }

  private static String text(ByteBuffer utf8) {
    try {
      CharBuffer text = UTF_8.newDecoder().decode(utf8);
      return text.toString();
    } catch (CharacterCodingException other) {
      return null;
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    byte[] body = new byte[payload.remaining()];
    payload.get(body);
    publish(Wordings.OCTETS, body);
  }

  private void publish(String contentType, byte[] body) {
    if (publisher == null) {
      close(POLICY, "Publishing is not allowed here.", "published where it may only hear");
    } else if (!ended.get()) {
      publisher.publish(contentType, body);
    }
  }

  @Override
  public boolean isFull() {
    return publisher != null && publisher.isFull();
  }

  // What it hears

  @Override
  public void opened(boolean gap) {
    attendee.arrive(grant, connection.handshake(), SubscriberKind.WEBSOCKET.word());
    if (gap) {
      gap();
    }
  }

  @Override
  public void heard(Batch batch) {
    connection.send(batch, receiver, slowReaders);
  }

  @Override
  public void gap() {
    say(wording.gap(Wording.NOTHING));
  }

  private void say(byte[] text) {
    if (text.length > 0) {
      connection.send(OutgoingMessage.text(text));
    }
  }

  @Override
  public void member(String channel, String member, boolean joined) {
    if (location.presence().tells()) {
      say(wording.member(channel, member, joined));
    }
  }

  @Override
  public void gone() {
    close(GOING_AWAY, "410 Gone", "its channel was deleted");
  }

  @Override
  public void displaced() {
    close(POLICY, "409 Conflict", "another has taken its place");
  }

  @Override
  public void failed(ChannelException why) {
    Fault fault = why.fault();
    boolean later =
        fault == Fault.BUSY || fault == Fault.UNAVAILABLE || fault == Fault.TOO_MANY_CHANNELS;
    int status =
        fault == Fault.MISSING
            ? location.subscribe().unknown().status()
            : RelayReplies.of(why).status();
    close(later ? TRY_LATER : POLICY, status + " " + why.getMessage(), why.getMessage());
  }

  @Override
  public boolean isReady() {
    return connection.isDrained();
  }

  // Its time, and its end

  @Override
  public void onTick(long now) {
    long dropped = connection.takeDropped(receiver);
    if (dropped > 0) {
      say(wording.dropped(Wording.NOTHING, dropped));
    }
  }

  private void close(int code, String text, String operatorText) {
    if (end()) {
      connection.close(new CloseStatus(code, text), operatorText);
    }
  }

  @Override
  public void onClosed(CloseStatus status) {
    boolean unused = end();
  }

  private boolean end() {
    boolean first = ended.compareAndSet(false, true);
    if (subscription != null) {
      subscription.end();
    }
    attendee.leave();
    Lease held = lease;
    if (held != null) {
      held.close();
    }
    return first;
  }
}
