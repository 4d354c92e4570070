package org.zmqwebbridge.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.zmqwebbridge.edge.TextBlock;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;

/**
 * A batch of publications of 100 bytes: encoding it once for all subscribers, and what each of them
 * costs then.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextBlockBenchmark {
  /** Publications in the batch. */
  @Param({"1", "16", "256"})
  public int batch;

  private final byte[] publication = "x".repeat(100).getBytes(UTF_8);
  private final byte[] label = OriginalWire.label("q7c1");
  private final TextBlock full = new TextBlock();
  private final TextBlock block = new TextBlock();

  /** A block that is ready for its receivers. */
  @Setup
  public void fillOnce() {
    fill(full);
  }

  private TextBlock fill(TextBlock empty) {
    empty.reset(label.length);
    for (int i = 0; i < batch; i++) {
      empty.add(OriginalWire.BEFORE_LABEL, OriginalWire.behindLabel(publication));
    }
    return empty;
  }

  /** Once a batch and group of subscribers. */
  @Benchmark
  public TextBlock encode() {
    return fill(block);
  }

  /** Once a subscriber. */
  @Benchmark
  public ByteBuffer labelled() {
    return full.labelled(label);
  }
}
