package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.http1.AnswerHead;

/**
 * Brings a session's answers to a connection of HTTP/1, as their node wrote them; and says whether
 * that is read from.
 *
 * <p>Owner thread: the loop's for what a {@link Carrier} has; any for the rest. Lifetime: the
 * connection's.
 */
final class ConnectionCarrier implements Carrier {
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
  private static final long NOT = 0;

  private final PortConnection connection;
  private final House house;
  private final Backlog backlog = new Backlog(this::readOn);
  private final Pieces pieces = new Pieces();
  private boolean isOpen; // it is a WebSocket
  private volatile SocketInput frames; // null: it asks for no WebSocket
  private volatile boolean isDeaf; // nothing is read any more
  private volatile boolean isPaused;
  private volatile long resumed = NOT; // when it was last
  private volatile long closingSince = NOT; // a close frame was sent, and not answered

  ConnectionCarrier(PortConnection connection, House house) {
    this.connection = connection;
    this.house = house;
  }

  // Whether it is read from

  /** What has come and the loop has not taken. */
  Backlog backlog() {
    return backlog;
  }

  /** Whether what comes is dropped. */
  boolean isDeaf() {
    return isDeaf;
  }

  /** What comes from now on is dropped. */
  void deafen() {
    isDeaf = true;
  }

  /** Whether nothing is to be read now. */
  boolean isHeld() {
    return isPaused || backlog.isFull();
  }

  /** What reads its frames, if it becomes a WebSocket. */
  void reads(SocketInput input) {
    frames = input;
  }

  private void readOn() {
    if (!isHeld()) {
      resumed = System.nanoTime() | 1;
      connection.resume();
    }
  }

  /** Whether something has taken too long since then; nobody is late while nothing is read. */
  boolean isLate(long since, long now, long mostMillis) {
    if (since == NOT || isPaused) {
      return false;
    }
    long most = TimeUnit.MILLISECONDS.toNanos(mostMillis);
    return now - since >= most && (resumed == NOT || now - resumed >= most);
  }

  /** Whether its client has not answered a close frame in time. */
  boolean isCloseLate(long now, long mostMillis) {
    return isLate(closingSince, now, mostMillis);
  }

  /** Nothing more is read; what was sent goes out, and it ends. */
  void hangUp() {
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
  public void open(String accept) {
    isOpen = true;
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

  // The end

  @Override
  public void end() {
    if (!isOpen) {
      flush();
      hangUp();
      return;
    }
    frames.closing(); // both have said so before the connection ends (RFC 6455, section 7.1.1)
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
}
