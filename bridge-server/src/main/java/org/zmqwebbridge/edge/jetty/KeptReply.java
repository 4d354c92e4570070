package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.websocket.FrameEncoding;

/**
 * A response on a {@link KeptConnection} whose body comes in parts.
 *
 * <p>Owner thread: none; the one that ends it first has. Lifetime: from its head until its end, its
 * being broken off, or its client's leaving.
 */
final class KeptReply implements ResponseBody {
  private static final byte[] NOTHING = {};

  private final KeptExchange exchange;
  private final KeptConnection connection;
  private final KeptAnswer answer;
  private final ResponseHead said;
  private final long bodyBytes;
  private final FrameEncoding encoding;
  private final boolean isBodiless;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean isLast;
  private volatile Runnable onTaken; // of the part that is under way; or null
  private long written; // bytes; of the one that writes, and ends

  /**
   * @param bodyBytes how long the body is; -1: it ends where it ends
   */
  KeptReply(
      KeptExchange exchange,
      KeptConnection connection,
      KeptAnswer answer,
      ResponseHead said,
      long bodyBytes) {
    this.exchange = exchange;
    this.connection = connection;
    this.answer = answer;
    this.said = said;
    this.bodyBytes = bodyBytes;
    this.isBodiless = answer.isBodiless(said.status());
    this.encoding = isChunked() ? FrameEncoding.CHUNKED : FrameEncoding.BARE;
  }

  private boolean isChunked() {
    return bodyBytes < 0 && !isOld();
  }

  private boolean isOld() {
    return answer.version() == HttpVersion.HTTP_1_0;
  }

  /** Writes the head. */
  void begin() {
    HttpFields.Mutable fields = answer.fields(said, bodyBytes);
    isLast = answer.isLast() || (bodyBytes < 0 && isOld() && !isBodiless);
    if (isChunked() && !isBodiless) {
      fields.put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
    answer.sayWhetherLast(fields, isLast);
    answer.begin();
    connection.sendAll(AnswerBytes.of(said.status(), said.reason(), fields, NOTHING));
  }

  boolean isOver() {
    return over.get();
  }

  @Override
  public void write(byte[] bytes, Runnable taken) {
    if (over.get()) {
      return;
    }
    onTaken = taken;
    written += bytes.length;
    if (bytes.length > 0 && !isBodiless) { // an empty chunk would be the end
      connection.sendAll(encoding.frame(new OutgoingMessage(MessageType.TEXT, bytes)));
    }
    connection.look();
  }

  /** Says that a part was taken, if it was; returns whether there may be more to do. */
  boolean goOn() {
    Runnable taken = onTaken;
    if (taken == null || over.get() || !connection.isDrained()) {
      return false;
    }
    onTaken = null;
    taken.run();
    return true;
  }

  @Override
  public void end(List<HeaderField> trailers) {
    if (bodyBytes >= 0 && written != bodyBytes && !isBodiless) {
      abort(); // what comes next would be taken for the rest of it
    } else if (over.compareAndSet(false, true)) {
      byte[] last = last(trailers);
      if (!isBodiless && last.length > 0) {
        connection.sendAll(last);
      }
      exchange.endBy(this::finish);
    }
  }

  /**
   * What is after the body, with trailers where the client takes them (RFC 9112, section 7.1.2).
   */
  private byte[] last(List<HeaderField> trailers) {
    boolean takes =
        isChunked()
            && !trailers.isEmpty()
            && exchange
                .head()
                .header("te")
                .map(said -> said.toLowerCase(Locale.ROOT).contains("trailers"))
                .orElse(false);
    if (!takes) {
      return encoding.last();
    }
    StringBuilder last = new StringBuilder("0\r\n");
    trailers.forEach(
        field -> last.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    return last.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private void finish() {
    boolean isWhole = exchange.skipBody();
    answer.log(said.status(), isBodiless ? 0 : written);
    exchange.finish(isLast || !isWhole);
  }

  @Override
  public void abort() {
    if (over.compareAndSet(false, true)) {
      answer.log(said.status(), written);
      connection.abort();
    }
  }

  /** Its client has left, or the rest of its request cannot be read. */
  void leave() {
    if (over.compareAndSet(false, true)) {
      exchange.tellGone();
    }
  }
}
