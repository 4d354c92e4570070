package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.LoadConnection;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.Session;

/**
 * A page on the second wire (PROTOCOL-2.md) with one SUB and some of the publisher's topics, that
 * looks whether each message is for it, whole and in order.
 *
 * <p>Owner thread: the loop's. Lifetime: its connection's.
 */
final class TopicPage implements Session, Ramp.Entrant {
  private static final byte MESSAGE = 1;
  private static final int CHANNEL = 1;
  private static final int DIGITS = 7;

  /** Hears of each publication of the load that is right. */
  interface Listener {
    void onDelivery(long number, long nowNanos);
  }

  private final String endpoint;
  private final int first; // its topics are these, and no others
  private final int count;
  private final int all; // topics that there are
  private final Listener listener;
  private final BitSet greeted = new BitSet();
  private boolean ready;
  private String failure;
  private long last;
  private long deliveries;
  private String wrong; // the first message that should not have come; null: none has
  private long wrongs;

  TopicPage(String endpoint, int first, int count, int all, Listener listener) {
    this.endpoint = endpoint;
    this.first = first;
    this.count = count;
    this.all = all;
    this.listener = listener;
  }

  /** The name of a topic: none is the beginning of another. */
  static byte[] topic(int number) {
    return String.format("t%0" + DIGITS + "d/", number).getBytes(UTF_8);
  }

  @Override
  public void connect(LoadLoop with, InetSocketAddress source) throws IOException {
    LoadConnection unused = with.open(this, source, 0);
  }

  @Override
  public void onOpen(LoadConnection connection) {}

  @Override
  public void onText(LoadConnection connection, ByteBuffer message) {
    JsonObject control = JsonParser.parseString(UTF_8.decode(message).toString()).getAsJsonObject();
    switch (control.get("op").getAsString()) {
      case "welcome" -> connection.send(open());
      case "subscribed" -> ready = true;
      case "opened", "beat" -> {}
      default -> fail("the bridge says " + control);
    }
  }

  private ByteBuffer open() {
    JsonArray topics = new JsonArray();
    for (int i = 0; i < count; i++) {
      topics.add(new String(topic(first + i), UTF_8));
    }
    JsonObject open = new JsonObject();
    open.addProperty("op", "open");
    open.addProperty("channel", CHANNEL);
    open.addProperty("type", "SUB");
    open.addProperty("endpoint", endpoint);
    open.add("topics", topics);
    return ByteBuffer.wrap(open.toString().getBytes(UTF_8));
  }

  @Override
  public void onBinary(LoadConnection connection, ByteBuffer message) {
    if (message.get() != MESSAGE || message.getInt() != CHANNEL) {
      wrong("another frame than MESSAGE on its channel");
      return;
    }
    ByteBuffer topic = part(message);
    ByteBuffer payload = part(message);
    int number = number(topic);
    byte[] bytes = payload.array();
    int at = payload.arrayOffset() + payload.position();
    long serial = Serial.read(bytes, at, at + payload.remaining());
    if (number < first || number >= first + count) {
      wrong("topic " + number + ", which it has not subscribed to");
    } else if (serial < 0 || message.hasRemaining()) {
      wrong("a message that nobody has published");
    } else if (serial == 0) {
      greeted.set(number - first);
    } else if ((serial - 1) % all != number) {
      wrong("publication " + serial + " on topic " + number);
    } else if (serial <= last) {
      wrong("publication " + serial + " after " + last);
    } else {
      last = serial;
      deliveries++;
      listener.onDelivery(serial, connection.readNanos());
    }
  }

  private static ByteBuffer part(ByteBuffer message) {
    int length = 0;
    int shift = 0;
    int next;
    do {
      next = message.get() & 0xff;
      length |= (next & 0x7f) << shift;
      shift += Byte.SIZE - 1;
    } while (next > Byte.MAX_VALUE);
    ByteBuffer part = message.slice(message.position(), length);
    message.position(message.position() + length);
    return part;
  }

  private static int number(ByteBuffer topic) {
    if (topic.remaining() != DIGITS + 2) {
      return -1;
    }
    int number = 0;
    for (int i = 1; i <= DIGITS; i++) {
      number = 10 * number + topic.get(topic.position() + i) - '0';
    }
    return number;
  }

  private void wrong(String what) {
    wrongs++;
    wrong = wrong == null ? "a page got " + what : wrong;
  }

  private void fail(String why) {
    failure = failure == null ? why : failure;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public void onEnded(LoadConnection connection, Ending ending) {
    fail(ending.explanation());
  }

  /** Whether a publication of each of its topics has come before the load began. */
  boolean isGreeted() {
    return greeted.cardinality() == count;
  }

  /** How many of so many publications are for it. */
  long expected(long published) {
    long rounds = published / all;
    long begun = Math.min(count, Math.max(0, published % all - first));
    return rounds * count + begun;
  }

  long deliveries() {
    return deliveries;
  }

  /** Messages that should not have come. */
  long wrongs() {
    return wrongs;
  }

  /** The first of them, in words; {@code null}: none. */
  String wrong() {
    return wrong;
  }
}
