package org.zmqwebbridge.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Form;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.RequestHead;

/**
 * Answers that are compressed, where a location and a client want that; as a form, once for all who
 * get the same message.
 *
 * <p>Immutable.
 */
final class Gzip implements Form {
  private static final Gzip FORM = new Gzip();
  private static final byte[] NOTHING = {};
  private static final int WORTH_BYTES = 64; // shorter ones become longer

  private Gzip() {}

  @Override
  public void add(Batch batch, Message message) {
    batch.add(MessageType.BINARY, zipped(message.body()), NOTHING);
  }

  /**
   * An answer with a message as its body, as its client wants it.
   *
   * @param delivery that the message is the first of; {@code null}: it was read
   */
  static HttpAnswer answer(
      HttpAnswer plain, Delivery delivery, RequestHead head, LocationSpec location) {
    if (plain.body().length < WORTH_BYTES || !isWanted(head, location)) {
      return plain;
    }
    return encoded(plain, delivery == null ? zipped(plain.body()) : delivery.in(FORM).before(0));
  }

  /** Whether a location compresses for this client. */
  static boolean isWanted(RequestHead head, LocationSpec location) {
    return location.streams().gzip() && isTaken(head);
  }

  /** RFC 9110, section 12.5.3; a client that says nothing of it, or {@code q=0}, takes it not. */
  static boolean isTaken(RequestHead head) {
    for (String line : head.headers().getOrDefault("accept-encoding", List.of())) {
      for (String member : line.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] fields = member.split(";", -1);
        if (fields[0].strip().equals("gzip")) {
          return fields.length == 1 || !fields[1].strip().matches("q=0(\\.0*)?");
        }
      }
    }
    return false;
  }

  private static HttpAnswer encoded(HttpAnswer plain, byte[] zipped) {
    return encoding(new HttpAnswer(plain.status(), plain.contentType(), zipped, plain.headers()));
  }

  /** An answer whose body is compressed. */
  static HttpAnswer encoding(HttpAnswer zipped) {
    return zipped.with("Content-Encoding", "gzip");
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2 + WORTH_BYTES);
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return bytes.toByteArray();
  }
}
