package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.zmqwebbridge.json.JsonString;

/** What every byte of a message goes through: escaping, filters, the check of UTF-8. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextBenchmark {
  private final byte[] plain = "x".repeat(100).getBytes(UTF_8);
  private final byte[] quotes = "{\"price\":12}".repeat(8).getBytes(UTF_8);
  private final byte[] target = new byte[1024];
  private final byte[] absent = "symbol-7".getBytes(UTF_8);

  /** Nothing to escape. */
  @Benchmark
  public int escapePlain() {
    return JsonString.escape(plain, target, 0);
  }

  /** JSON inside JSON: two escapes in twelve bytes. */
  @Benchmark
  public int escapeJson() {
    return JsonString.escape(quotes, target, 0);
  }

  /** A filter that does not match. */
  @Benchmark
  public boolean containsNot() {
    return Utf8.contains(quotes, absent);
  }

  /** What a back end's payload goes through first. */
  @Benchmark
  public byte[] replacingIllFormed() {
    return Utf8.replacingIllFormed(plain);
  }
}
