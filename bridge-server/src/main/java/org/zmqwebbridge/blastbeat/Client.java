package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.http1.HeadReader;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.observe.Counter;

/**
 * One connection of HTTP/1: reads requests, bodies and frames for its session, and writes what that
 * has for it.
 *
 * <p>Owner thread: the one that reads for what comes in; the loop's for what a {@link Carrier} has.
 * Lifetime: the connection's.
 */
final class Client implements PortHandler, Carrier, SocketInput.Client {
  private static final byte[] NOTHING = {};
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final int MAX_PART = 65_536;
  private static final long NOT = 0;

  private final PortConnection connection;
  private final BindSpec at;
  private final Entrance entrance;
  private final Entrance.From from;
  private final House house;
  private final HeadReader heads;
  private final Pieces pieces = new Pieces();
  private final Backlog backlog = new Backlog(this::readOn);
  private BodyReader body; // null: no body is being read
  private boolean isBodyChunked;
  private long bodyBytes; // that have come of it
  private volatile SocketInput frames; // null: it is no WebSocket
  private Vhost vhost; // of its first request
  private Session session; // the loop's; null until the first request
  private volatile Session ticked; // the same
  private volatile boolean isDeaf; // nothing is read any more
  private volatile long closingSince = NOT; // a close frame was sent, and not answered
  private volatile boolean isPaused;
  private volatile long resumed = NOT; // when it was last
  private volatile long headSince = NOT; // a head has begun, and is not whole
  private volatile long bodySince = NOT; // a body has, and this was its last byte

  Client(PortConnection connection, BindSpec at, Entrance entrance, House house) {
    this.connection = connection;
    this.at = at;
    this.entrance = entrance;
    this.from = new Entrance.From(connection.remoteAddress(), connection.isSecure());
    this.house = house;
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
    while (bytes.hasRemaining() && !isPaused && !backlog.isFull()) {
      if (isDeaf) {
        bytes.position(bytes.limit());
        return;
      }
      try {
        read(bytes);
      } catch (BadRequestException wrong) {
        isDeaf = true;
        Refusal refusal = Refusal.of(wrong.status());
        if (body == null) {
          ask(Asked.refused(refusal));
        } else {
          post(0, () -> session.fail(refusal));
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
      isDeaf = true;
    } else if (asked.accept() != null) {
      frames = new SocketInput(this, house);
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
      isDeaf = true;
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
        refuse(refusal);
        return;
      }
      session = new Session(house, meant, this);
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
      isDeaf = true;
      post(0, () -> session.fail(Refusal.TOO_LARGE));
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
    backlog.add(bytes, connection::pause);
    house.post(
        () -> {
          backlog.take(bytes);
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
    isDeaf = true;
    connection.end();
  }

  // Out

  private void add(byte[] bytes) {
    if (pieces.isEmpty()) {
      house.unflushed(this);
    }
    pieces.add(bytes);
  }

  @Override
  public void welcomeBody() {
    add(CONTINUE);
  }

  @Override
  public void head(byte[] raw, AnswerHead head) {
    add(raw);
  }

  @Override
  public void bytes(byte[] bytes) {
    add(bytes);
  }

  @Override
  public void chunk(byte[] bytes) {
    if (bytes.length == 0) {
      add(LAST_CHUNK);
    } else {
      add((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
      add(bytes);
      add(LINE_END);
    }
  }

  @Override
  public void answered() {
    // the next answer follows
  }

  @Override
  public void flush() {
    if (!pieces.isEmpty()) {
      connection.send(pieces.take());
    }
  }

  @Override
  public void end() {
    SocketInput socket = frames;
    if (socket == null || session == null || !session.isSocket()) {
      flush();
      hangUp();
      return;
    }
    socket.closing(); // both have said so before the connection ends (RFC 6455, section 7.1.1)
    closingSince = System.nanoTime() | 1;
    flush();
    resume();
  }

  @Override
  public void abort() {
    isDeaf = true;
    connection.abort();
  }

  @Override
  public void refuse(Refusal refusal) {
    add(refusal.answer());
    end();
  }

  @Override
  public void open(String accept) {
    add(
        ("HTTP/1.1 101 WebSocket Protocol Handshake\r\nUpgrade: WebSocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept
                + "\r\n\r\n")
            .getBytes(US_ASCII));
  }

  @Override
  public void pause() {
    connection.pause();
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
    readOn();
  }

  private void readOn() {
    if (!isPaused && !backlog.isFull()) {
      resumed = System.nanoTime() | 1;
      connection.resume();
    }
  }

  // The end

  @Override
  public void onTick(long nanoTime) {
    if (isLate(headSince, nanoTime, entrance.headMillis())
        || isLate(bodySince, nanoTime, entrance.bodyMillis())) {
      house.counters().increment(Counter.BLASTBEAT_LATE);
      connection.abort();
      return;
    }
    if (isLate(closingSince, nanoTime, entrance.headMillis())) {
      hangUp();
      return;
    }
    Session here = ticked;
    if (here != null && here.isIdle(nanoTime)) {
      house.post(() -> here.end(Session.Why.IDLE));
    }
  }

  /** Nobody is late while nothing is read. */
  private boolean isLate(long since, long now, long mostMillis) {
    if (since == NOT || isPaused) {
      return false;
    }
    long most = TimeUnit.MILLISECONDS.toNanos(mostMillis);
    return now - since >= most && (resumed == NOT || now - resumed >= most);
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
