package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.zmqwebbridge.json.MalformedTextException;

/**
 * One request's envelope in and one delivery out: the way of the bridge, beside its strict parser
 * and beside plain Gson.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {
  /** What Gson makes of an envelope. */
  static final class GsonEnvelope {
    String identity;
    String content;
    String msg_type;
  }

  private static final String TEXT =
      "{\"method\":\"quote\",\"symbol\":\"ACME\",\"id\":42}".replace("\"", "\\\"");
  private static final byte[] REQUEST =
      ("{\"identity\":\"q7c1\",\"content\":\"" + TEXT + "\",\"msg_type\":\"message\"}")
          .getBytes(UTF_8);
  private static final byte[] PAYLOAD = "x".repeat(100).getBytes(UTF_8);

  private final Gson gson = new Gson();
  private final String text = "x".repeat(100);
  private final ServerFrame delivery = new ServerFrame.Delivery("q7c1", text);

  /** The usual way: the scanner. */
  @Benchmark
  public ClientFrame decode() throws MalformedTextException {
    return OriginalWire.decode(ByteBuffer.wrap(REQUEST));
  }

  /** What unusual envelopes get. */
  @Benchmark
  public ClientFrame decodeStrictly() throws MalformedTextException {
    return OriginalWire.decodeStrictly(ByteBuffer.wrap(REQUEST));
  }

  /** For comparison: a library, and no checks. */
  @Benchmark
  public Object decodeWithGson() {
    return gson.fromJson(new String(REQUEST, UTF_8), GsonEnvelope.class);
  }

  /** A whole frame, identity included. */
  @Benchmark
  public byte[] encodeDelivery() {
    return OriginalWire.encode(delivery);
  }

  /** What a publication costs once for all its receivers. */
  @Benchmark
  public byte[] encodeBehindLabel() {
    return OriginalWire.behindLabel(PAYLOAD);
  }

  /** For comparison: the delivery by a library. */
  @Benchmark
  public byte[] encodeWithGson() {
    GsonEnvelope envelope = new GsonEnvelope();
    envelope.identity = "q7c1";
    envelope.content = text;
    return gson.toJson(envelope).getBytes(UTF_8);
  }
}
