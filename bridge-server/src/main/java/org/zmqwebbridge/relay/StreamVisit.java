package org.zmqwebbridge.relay;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.StreamHandler;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * A subscriber whose answer goes on: server-sent events, chunks, parts, a raw stream.
 *
 * <p>Owner thread: as {@link RelayVisit}; what it hears comes one after the other.
 */
final class StreamVisit extends RelayVisit implements Hearer, StreamHandler {
  private final List<String> ids;
  private final SubscriberKind kind;
  private final Wording wording;
  private final Receiver receiver;
  private final Subscription subscription;
  private final Attendee attendee;
  private final SlowReaders slowReaders;
  private volatile ByteStream stream; // null until it is a subscriber
  private volatile long opened; // by the clock of ticks, as the one below
  private volatile long lastSaid;

  /**
   * @param ids of its channels, at least one
   */
  StreamVisit(
      Exchange exchange,
      LocationSpec location,
      List<String> ids,
      SubscriberKind kind,
      Wording wording,
      Channels channels,
      RelayContext context) {
    super(exchange, location, ids.get(0), channels, context);
    this.ids = ids;
    this.kind = kind;
    this.wording = wording;
    this.receiver = new Receiver(wording.newLabel());
    this.subscription = new Subscription(ids, channels, location, context);
    this.attendee = new Attendee(location, ids, channels, context, true);
    this.slowReaders = context.slowReaders(location);
  }

  @Override
  String kind() {
    return kind.word();
  }

  @Override
  SocketType type() {
    return SocketType.SUB;
  }

  @Override
  List<String> ids() {
    return ids;
  }

  /** When there is no body, or it is read, the edge watches whether its client leaves. */
  @Override
  void proceed() {
    exchange().readBody(0);
  }

  @Override
  public void onBody(byte[] none) {
    subscription.begin(Whereabouts.of(exchange().head(), ids.size()), wording, this);
  }

  // What it hears

  @Override
  public void opened(boolean gap) {
    byte[] label = receiver.label();
    byte[] told = gap ? wording.gap(label) : null;
    opened = System.nanoTime();
    lastSaid = opened;
    stream = stream(label, gap);
    if (stream == null) {
      boolean unused = end();
      return;
    }
    say(wording.opening(label));
    if (told != null) {
      say(told);
    }
    attendee.arrive(grant(), exchange().head(), kind.word());
    if (hasEnded()) {
      attendee.leave();
      stream.end();
    }
  }

  private ByteStream stream(byte[] label, boolean gap) {
    HttpAnswer head =
        HttpAnswer.of(200, wording.mediaType(label), Wording.NOTHING)
            .with("X-Accel-Buffering", "no");
    HttpAnswer whole = gap ? head.with("Zwb-Gap", "true") : head;
    if (!Gzip.isWanted(exchange().head(), location())) {
      return exchange().stream(told(whole), this);
    }
    ByteStream zipped = exchange().stream(told(Gzip.encoding(whole)), this);
    return zipped == null ? null : new ZippedStream(zipped);
  }

  private void say(byte[] bytes) {
    ByteStream open = stream;
    if (bytes.length > 0 && open != null) {
      lastSaid = System.nanoTime();
      open.send(bytes);
    }
  }

  @Override
  public void heard(Batch batch) {
    ByteStream open = stream;
    if (open != null && batch.count() > 0) {
      lastSaid = System.nanoTime();
      open.send(batch, receiver, slowReaders);
    }
  }

  /** A client that cannot be told comes back, and is told by a header. */
  @Override
  public void gap() {
    byte[] told = wording.gap(receiver.label());
    if (told == null) {
      boolean unused = end();
    } else {
      say(told);
    }
  }

  @Override
  public void member(String channel, String member, boolean joined) {
    if (location().presence().tells()) {
      say(wording.member(channel, member, joined));
    }
  }

  @Override
  public void gone() {
    conclude(RelayReplies.GONE, wording.gone());
  }

  @Override
  public void displaced() {
    conclude(RelayReplies.CONFLICT, Wording.NOTHING);
  }

  @Override
  public void failed(ChannelException why) {
    boolean missing = why.fault() == Fault.MISSING;
    conclude(
        missing
            ? HttpAnswer.empty(location().subscribe().unknown().status())
            : RelayReplies.of(why),
        Wording.NOTHING);
  }

  /** Ends, with an answer if it has none yet. */
  private void conclude(HttpAnswer answer, byte[] last) {
    if (stream == null) {
      finish(Ways.varied(answer));
    } else {
      say(last);
      boolean unused = end();
    }
  }

  @Override
  public boolean isReady() {
    ByteStream open = stream;
    return open == null || open.isDrained();
  }

  // Its time

  @Override
  public void onTick(long nanoTime) {
    ByteStream open = stream;
    if (open == null) {
      return;
    }
    long dropped = open.takeDropped(receiver);
    if (dropped > 0) {
      tell(wording.dropped(receiver.label(), dropped));
    }
    long heartbeat = location().streams().heartbeatMillis();
    if (heartbeat > 0 && isPast(lastSaid, heartbeat, nanoTime)) {
      say(wording.heartbeat());
    }
    long timeout = location().subscribe().timeoutMillis();
    if (timeout > 0 && isPast(opened, timeout, nanoTime)) {
      boolean unused = end();
    }
  }

  private void tell(byte[] told) {
    if (told == null) {
      boolean unused = end();
    } else {
      say(told);
    }
  }

  private static boolean isPast(long since, long millis, long now) {
    return now - since >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  // The end

  @Override
  public void onClosed() {
    onGone();
  }

  @Override
  protected boolean end() {
    boolean first = super.end();
    subscription.end();
    attendee.leave();
    ByteStream open = stream;
    if (first && open != null) {
      byte[] ending = wording.ending();
      if (ending.length > 0) {
        open.send(ending);
      }
      open.end();
    }
    return first;
  }
}
