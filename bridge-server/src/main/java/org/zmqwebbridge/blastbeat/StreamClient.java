package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.PortStreamHandler;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.observe.Counter;

/**
 * One stream of HTTP/2, which is a session of its own with one request: what comes of its body goes
 * to that, or the frames of a WebSocket (RFC 8441).
 *
 * <p>Owner thread: the edge's, one call at a time; the loop's for its session. Lifetime: the
 * stream's.
 */
final class StreamClient implements PortStreamHandler, SocketInput.Client {
  private static final byte[] NOTHING = {};
  private static final int MAX_PART = 65_536;
  private static final long NOT = 0;

  private final PortStream stream;
  private final Entrance entrance;
  private final House house;
  private final StreamCarrier carrier;
  private final Backlog backlog = new Backlog(this::readOn);
  private SocketInput frames; // null: it is no WebSocket
  private boolean isDeaf; // nothing is read any more
  private boolean hasBody;
  private long bodyBytes; // that have come
  private Session session; // the loop's; null until it has asked
  private volatile Session ticked; // the same
  private volatile long bodySince = NOT; // a body has begun, and this was its last byte

  private StreamClient(PortStream stream, Entrance entrance, House house) {
    this.stream = stream;
    this.entrance = entrance;
    this.house = house;
    this.carrier = new StreamCarrier(stream, this::readOn, house);
    entrance.count(1);
  }

  /** Has its request answered. */
  static PortStreamHandler open(PortStream stream, BindSpec at, Entrance entrance, House house) {
    StreamClient client = new StreamClient(stream, entrance, house);
    client.begin(at);
    return client;
  }

  private void begin(BindSpec at) {
    Entrance.From from = new Entrance.From(stream.remoteAddress(), true);
    try {
      HttpHead head = StreamHeads.of(stream.head(), house.limits().maxHeadBytes());
      Entrance.Entry entry = entrance.admit(head, at, null, from);
      Asked asked = entry.asked();
      isDeaf = asked.refusal() != null;
      hasBody = head.bodyBytes() != 0;
      bodySince = hasBody ? System.nanoTime() | 1 : NOT;
      frames = asked.accept() == null ? null : new SocketInput(this, house);
      carrier.reads(frames);
      ask(entry.vhost(), asked);
    } catch (BadRequestException wrong) {
      isDeaf = true;
      ask(null, Asked.refused(Refusal.of(wrong.status())));
    }
  }

  private void ask(Vhost vhost, Asked asked) {
    if (!house.offer(() -> begin(vhost, asked))) {
      isDeaf = true;
      house.count(Refusal.BUSY);
      carrier.refuse(Refusal.BUSY);
    }
  }

  /** On the loop. */
  private void begin(Vhost vhost, Asked asked) {
    Refusal refusal = vhost == null ? asked.refusal() : entrance.refusal(vhost);
    if (refusal != null) {
      house.count(refusal);
      carrier.refuse(refusal);
      return;
    }
    session = new Session(house, vhost, carrier);
    ticked = session;
    session.ask(asked);
  }

  // In

  @Override
  public void onBytes(ByteBuffer bytes) {
    if (isDeaf) {
      bytes.position(bytes.limit());
    } else if (frames != null) {
      frames.read(bytes);
    } else {
      body(bytes);
    }
  }

  private void body(ByteBuffer bytes) {
    bodySince = System.nanoTime() | 1;
    bodyBytes += bytes.remaining();
    if (bodyBytes > house.limits().maxBodyBytes()) {
      isDeaf = true;
      bytes.position(bytes.limit());
      post(0, () -> session.fail(Refusal.TOO_LARGE));
      return;
    }
    while (bytes.hasRemaining()) {
      byte[] part = new byte[Math.min(bytes.remaining(), MAX_PART)];
      bytes.get(part);
      post(part.length, () -> session.part(part));
    }
  }

  /** Has the loop take so many bytes, if there is a session for them. */
  private void post(int bytes, Runnable task) {
    backlog.add(bytes, stream::pause);
    house.post(
        () -> {
          backlog.take(bytes);
          if (session != null) {
            task.run();
          }
        });
  }

  @Override
  public void onEnd() {
    bodySince = NOT;
    if (frames != null) {
      hangUp(); // as of a connection whose client has closed its half
    } else if (hasBody && !isDeaf) {
      post(0, () -> session.part(NOTHING));
    }
  }

  @Override
  public void message(byte[] payload, boolean isText) {
    post(payload.length, () -> session.message(payload, isText));
  }

  @Override
  public void send(byte[] frame) {
    stream.send(frame);
  }

  @Override
  public void hangUp() {
    isDeaf = true;
    stream.end();
  }

  private void readOn() {
    if (!carrier.isPaused() && !backlog.isFull()) {
      if (bodySince != NOT) {
        bodySince = System.nanoTime() | 1; // nobody was late while nothing was read
      }
      stream.resume();
    }
  }

  @Override
  public Occupant occupant() {
    Session here = ticked;
    return here == null ? Occupant.UNKNOWN : here.occupant();
  }

  // The end

  @Override
  public void onTick(long nanoTime) {
    long since = bodySince;
    boolean isLate =
        since != NOT
            && !carrier.isPaused()
            && nanoTime - since >= TimeUnit.MILLISECONDS.toNanos(entrance.bodyMillis());
    Session here = ticked;
    if (isLate) {
      house.counters().increment(Counter.BLASTBEAT_LATE);
      stream.abort();
    } else if (carrier.isCloseLate(nanoTime, entrance.headMillis())) {
      hangUp();
    } else if (here != null && here.isIdle(nanoTime)) {
      house.post(() -> here.end(EndReason.IDLE));
    }
  }

  @Override
  public void onGone() {
    isDeaf = true;
    entrance.count(-1);
    if (frames != null) {
      frames.release();
    }
    post(0, () -> session.close());
  }
}
