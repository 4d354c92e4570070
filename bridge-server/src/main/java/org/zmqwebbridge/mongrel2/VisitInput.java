package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * A request that a directory or a proxy answers: the next is not read before it has been.
 *
 * <p>Owner thread: as {@link Input} and {@link Visit} have it. Lifetime: until it is answered.
 */
final class VisitInput implements Input, Visit {
  private static final int PART_BYTES = 16_384;
  private static final int OK = 200;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  private final Client client;
  private final HttpHead head;
  private final BodyReader body;
  private final AtomicBoolean over = new AtomicBoolean(); // its answer is whole, or will never be
  private volatile Answerer answerer = Answerer.DEAF;
  private volatile boolean isWanted; // a part of the body
  private volatile boolean isPassedThrough;
  private volatile boolean hasSent;
  private volatile boolean mayGoOn; // to the next request
  private volatile boolean isGone;

  VisitInput(Client client, HttpHead head) {
    this.client = client;
    this.head = head;
    this.body = new BodyReader(head.bodyBytes());
  }

  /** Has it answered; nothing is read until somebody asks for it. */
  void begin(Function<Visit, Answerer> target) {
    client.pause();
    client.become(this);
    Answerer made = target.apply(this);
    answerer = made;
    if (isGone) { // what it would have heard before it was known
      made.onGone();
    } else {
      made.onDrained();
    }
  }

  // What is asked

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String target() {
    return head.uri();
  }

  @Override
  public String path() {
    return head.path();
  }

  @Override
  public String header(String lowerCaseName) {
    return head.header(lowerCaseName);
  }

  @Override
  public void forEachHeader(BiConsumer<String, String> header) {
    head.forEach(header);
  }

  @Override
  public boolean takesChunks() {
    return !head.isOld();
  }

  @Override
  public long bodyBytes() {
    return head.bodyBytes();
  }

  // In

  @Override
  public void readPart() {
    if (!over.get()) {
      if (head.expectsContinue() && !hasSent && !isWanted && !body.isEnd()) {
        send(CONTINUE.clone());
      }
      isWanted = true;
      client.resume();
    }
  }

  @Override
  public void passThrough() {
    isPassedThrough = true;
  }

  @Override
  public void read(ByteBuffer bytes) throws BadRequestException {
    if (mayGoOn) {
      client.awaitRequest();
      return;
    }
    if (!isWanted) {
      client.pause();
      if (isWanted || mayGoOn) { // meanwhile
        client.resume();
      }
      return;
    }
    ByteBuffer part = isPassedThrough ? raw(bytes) : body.next(bytes, PART_BYTES);
    if (part.hasRemaining()) {
      isWanted = false;
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      answerer.onPart(copy);
    } else {
      onResumed();
    }
  }

  private static ByteBuffer raw(ByteBuffer bytes) {
    int count = Math.min(PART_BYTES, bytes.remaining());
    ByteBuffer part = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    return part;
  }

  /** Whether there is no more of the body shows without another byte. */
  @Override
  public void onResumed() {
    if (isWanted && !isPassedThrough && body.isEnd()) {
      isWanted = false;
      answerer.onBodyEnd();
    }
  }

  // Out

  @Override
  public void send(byte[] bytes) {
    if (!over.get()) {
      hasSent = true;
      client.activity().wrote(bytes.length, System.nanoTime());
      client.connection().send(bytes);
    }
  }

  @Override
  public boolean isDrained() {
    boolean isDrained = client.connection().isDrained();
    if (!isDrained) {
      client.connection().tellDrained(true);
    }
    return isDrained || client.connection().isDrained();
  }

  @Override
  public void onDrained() {
    answerer.onDrained();
  }

  @Override
  public void answered(int status, long bodyBytes) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    client.server().access().answered(client, head, status, bodyBytes);
    if (head.isPersistent() && body.isEnd() && !isPassedThrough) {
      mayGoOn = true;
      client.resume();
    } else {
      client.hangUp();
    }
  }

  @Override
  public void answeredAndEnded(int status, long bodyBytes) {
    if (over.compareAndSet(false, true)) {
      client.server().access().answered(client, head, status, bodyBytes);
      client.hangUp();
    }
  }

  @Override
  public void refuse(int status) {
    if (over.compareAndSet(false, true)) {
      client.server().access().answered(client, head, status, 0);
      client.refuse(status);
    }
  }

  @Override
  public void abort() {
    if (over.compareAndSet(false, true)) {
      client.server().access().answered(client, head, OK, 0);
      client.connection().abort();
    }
  }

  @Override
  public void onGone() {
    if (over.compareAndSet(false, true)) {
      isGone = true;
      answerer.onGone();
    }
  }
}
