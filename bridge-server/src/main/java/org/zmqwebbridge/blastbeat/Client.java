package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.http1.HeadReader;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.observe.Counter;

/**
 * One connection of HTTP/1: reads requests, bodies and frames for its session.
 *
 * <p>Owner thread: the one that reads; the loop's for its session. Lifetime: the connection's.
 */
final class Client implements PortHandler, SocketInput.Client {
  private static final byte[] NOTHING = {};
  private static final int MAX_PART = 65_536;
  private static final long NOT = 0;

  private final PortConnection connection;
  private final BindSpec at;
  private final Entrance entrance;
  private final Entrance.From from;
  private final House house;
  private final HeadReader heads;
  private final ConnectionCarrier carrier;
  private BodyReader body; // null: no body is being read
  private boolean isBodyChunked;
  private long bodyBytes; // that have come of it
  private SocketInput frames; // null: it is no WebSocket
  private Vhost vhost; // of its first request
  private Session session; // the loop's; null until the first request
  private volatile Session ticked; // the same
  private volatile long headSince = NOT; // a head has begun, and is not whole
  private volatile long bodySince = NOT; // a body has, and this was its last byte

  Client(PortConnection connection, BindSpec at, Entrance entrance, House house) {
    this.connection = connection;
    this.at = at;
    this.entrance = entrance;
    this.from = new Entrance.From(connection.remoteAddress(), connection.isSecure());
    this.house = house;
    this.carrier = new ConnectionCarrier(connection, house);
    this.heads =
        new HeadReader(
            house.limits().maxHeadBytes(),
            house.config().options().maxHeaders() + 1,
            Entrance::wrong,
            Refusal.HEADERS_TOO_LARGE.status());
    entrance.count(1);
  }

  // In

  @Override
  public void onBytes(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !carrier.isHeld()) {
      if (carrier.isDeaf()) {
        bytes.position(bytes.limit());
        return;
      }
      try {
        read(bytes);
      } catch (BadRequestException wrong) {
        carrier.deafen();
        Refusal refusal = Refusal.of(wrong.status());
        if (body == null) {
          ask(Asked.refused(refusal));
        } else {
          post(0, () -> session.failLast(refusal));
        }
      }
    }
  }

  private void read(ByteBuffer bytes) throws BadRequestException {
    if (frames != null) {
      frames.read(bytes);
    } else if (body != null) {
      readBody(bytes);
    } else {
      headSince = headSince == NOT ? System.nanoTime() | 1 : headSince;
      HttpHead head = heads.read(bytes);
      if (head != null || !heads.isInHead()) {
        headSince = NOT;
      }
      if (head != null) {
        onHead(head);
      }
    }
  }

  private void onHead(HttpHead head) {
    Entrance.Entry entry = entrance.admit(head, at, vhost, from);
    vhost = entry.vhost();
    Asked asked = entry.asked();
    if (asked.refusal() != null) {
      carrier.deafen();
    } else if (asked.accept() != null) {
      frames = new SocketInput(this, house);
      carrier.reads(frames);
    } else if (head.bodyBytes() != 0) {
      body = new BodyReader(head.bodyBytes());
      isBodyChunked = head.bodyBytes() < 0;
      bodyBytes = 0;
      bodySince = System.nanoTime() | 1;
    }
    ask(asked);
  }

  private void ask(Asked asked) {
    Vhost meant = vhost;
    if (!house.offer(() -> ask(meant, asked))) {
      carrier.deafen();
      house.count(Refusal.BUSY);
      connection.send(Refusal.BUSY.answer());
      connection.end();
    }
  }

  /** On the loop. */
  private void ask(Vhost meant, Asked asked) {
    if (session == null) {
      Refusal refusal = meant == null ? asked.refusal() : entrance.refusal(meant);
      if (refusal != null) {
        house.count(refusal);
        carrier.refuse(refusal);
        return;
      }
      session = new Session(house, meant, carrier);
      ticked = session;
    }
    session.ask(asked);
  }

  private void readBody(ByteBuffer bytes) throws BadRequestException {
    ByteBuffer part = body.next(bytes, MAX_PART);
    int length = part.remaining();
    bodySince = System.nanoTime() | 1;
    bodyBytes += length;
    if (isBodyChunked && bodyBytes > house.limits().maxBodyBytes()) {
      carrier.deafen();
      post(0, () -> session.failLast(Refusal.TOO_LARGE));
      return;
    }
    if (length > 0) {
      byte[] copy = new byte[length];
      part.get(copy);
      post(length, () -> session.part(copy));
    }
    if (body.isEnd()) {
      body = null;
      bodySince = NOT;
      if (isBodyChunked) {
        post(0, () -> session.part(NOTHING));
      }
    }
  }

  /** Has the loop take so many bytes, if there is a session for them. */
  private void post(int bytes, Runnable task) {
    carrier.backlog().add(bytes, connection::pause);
    house.post(
        () -> {
          carrier.backlog().take(bytes);
          if (session != null) {
            task.run();
          }
        });
  }

  @Override
  public void message(byte[] payload, boolean isText) {
    post(payload.length, () -> session.message(payload, isText));
  }

  @Override
  public void send(byte[] frame) {
    connection.send(frame);
  }

  @Override
  public void hangUp() {
    carrier.hangUp();
  }

  @Override
  public Occupant occupant() {
    Session here = ticked;
    return here == null ? Occupant.UNKNOWN : here.occupant();
  }

  // The end

  @Override
  public void onTick(long nanoTime) {
    if (carrier.isLate(headSince, nanoTime, entrance.headMillis())
        || carrier.isLate(bodySince, nanoTime, entrance.bodyMillis())) {
      house.counters().increment(Counter.BLASTBEAT_LATE);
      connection.abort();
      return;
    }
    if (carrier.isCloseLate(nanoTime, entrance.headMillis())) {
      hangUp();
      return;
    }
    Session here = ticked;
    if (here != null && here.isIdle(nanoTime)) {
      house.post(() -> here.end(EndReason.IDLE));
    }
  }

  @Override
  public void onGone() {
    carrier.deafen();
    entrance.count(-1);
    if (frames != null) {
      frames.release();
    }
    post(0, () -> session.close());
  }
}
