package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;

/**
 * Brings a session's answer to a stream of HTTP/2: its head as a head, its body without chunks.
 *
 * <p>Owner thread: the loop's, but for {@link #isPaused}. Lifetime: the stream's.
 */
final class StreamCarrier implements Carrier {
  private static final int CONTINUE = 100;
  private static final int OK = 200;
  private static final long NOT = 0;

  private final PortStream stream;
  private final Runnable readOn;
  private final House house;
  private final Pieces pieces = new Pieces();
  private ResponseHead head; // that was not sent yet; or null
  private long bodyBytes;
  private BodyReader chunks; // that its node has framed itself; null: there are none
  private boolean isInParts; // its end is told, and by nothing else
  private boolean isUnflushed;
  private volatile SocketInput frames; // of a WebSocket; null: it is none
  private boolean isOpen; // as a WebSocket
  private volatile boolean isPaused;
  private volatile long closingSince = NOT; // a close frame was sent, and not answered

  /**
   * @param readOn reads on, unless something else holds it up
   */
  StreamCarrier(PortStream stream, Runnable readOn, House house) {
    this.stream = stream;
    this.readOn = readOn;
    this.house = house;
  }

  /** What reads its frames, if it becomes a WebSocket. */
  void reads(SocketInput input) {
    frames = input;
  }

  /** Whether a close frame of its node's has not been answered for so long. */
  boolean isCloseLate(long now, long mostMillis) {
    long since = closingSince;
    return since != NOT && now - since >= TimeUnit.MILLISECONDS.toNanos(mostMillis);
  }

  private void touch() {
    if (!isUnflushed) {
      isUnflushed = true;
      house.unflushed(this);
    }
  }

  @Override
  public void welcomeBody() {
    stream.welcomeBody();
  }

  @Override
  public void head(byte[] raw, AnswerHead said) {
    List<HeaderField> fields = new ArrayList<>();
    said.forEachEndToEnd((name, value) -> fields.add(new HeaderField(name, value)));
    if (said.status() == CONTINUE) {
      stream.welcomeBody();
    } else if (said.isInterim()) {
      stream.inform(new InterimHead(said.status(), said.reason(), fields));
    } else {
      head = new ResponseHead(said.status(), said.reason(), fields);
      bodyBytes = said.isChunked() ? PortStream.UNTIL_END : said.bodyBytes();
      chunks = said.isChunked() ? new BodyReader(-1) : null;
      isInParts = said.isChunked();
      touch();
    }
  }

  @Override
  public void bytes(byte[] bytes) {
    if (chunks == null) {
      add(bytes);
      return;
    }
    ByteBuffer all = ByteBuffer.wrap(bytes);
    try {
      while (all.hasRemaining() && !chunks.isEnd()) {
        ByteBuffer part = chunks.next(all, Integer.MAX_VALUE);
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        add(copy);
      }
    } catch (BadRequestException noChunks) {
      abort(); // it was looked at before: this does not happen
    }
  }

  @Override
  public void chunk(byte[] bytes) {
    add(bytes);
  }

  private void add(byte[] bytes) {
    pieces.add(bytes);
    touch();
  }

  @Override
  public void answered() {
    isInParts = false;
  }

  @Override
  public void flush() {
    isUnflushed = false;
    byte[] body = pieces.isEmpty() ? new byte[0] : pieces.take();
    if (head != null) {
      ResponseHead first = head;
      head = null;
      if (bodyBytes == body.length) {
        boolean unused = stream.answer(first, body);
        return;
      }
      boolean unused = stream.begin(first, bodyBytes);
    }
    if (body.length > 0) {
      stream.send(body);
    }
  }

  @Override
  public void end() {
    if (isOpen) {
      frames.closing(); // both have said so before the stream ends (RFC 6455, section 7.1.1)
      closingSince = System.nanoTime() | 1;
      flush();
      resume();
      return;
    }
    flush();
    if (isInParts) {
      stream.breakOff();
    } else {
      stream.end();
    }
  }

  @Override
  public void abort() {
    stream.abort();
  }

  @Override
  public void refuse(Refusal refusal) {
    boolean unused =
        stream.answer(
            ResponseHead.of(refusal.status(), "text/plain; charset=utf-8"), refusal.body());
  }

  @Override
  public void open(String accept) {
    isOpen = true;
    boolean unused = stream.begin(new ResponseHead(OK, "", List.of()), PortStream.UNTIL_END);
  }

  @Override
  public void pause() {
    isPaused = true;
    stream.pause();
  }

  @Override
  public void resume() {
    isPaused = false;
    readOn.run();
  }

  /** Whether its client is not read from. */
  boolean isPaused() {
    return isPaused;
  }
}
