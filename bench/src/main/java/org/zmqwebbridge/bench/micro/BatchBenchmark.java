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
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.websocket.FrameBlock;
import org.zmqwebbridge.edge.websocket.FrameEncoding;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;

/**
 * A batch of publications of 100 bytes: encoding it once for all subscribers, and what each of them
 * costs then.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchBenchmark {
  /** Publications in the batch. */
  @Param({"1", "16", "256"})
  public int batch;

  private final byte[] publication = "x".repeat(100).getBytes(UTF_8);
  private final byte[] label = OriginalWire.label("q7c1");
  private final Batch full = new Batch();
  private final Batch reused = new Batch();

  /** A batch that is ready for its receivers. */
  @Setup
  public void fillOnce() {
    fill(full);
  }

  private FrameBlock fill(Batch empty) {
    empty.reset(label.length);
    for (int i = 0; i < batch; i++) {
      empty.add(MessageType.TEXT, OriginalWire.BEFORE_LABEL, OriginalWire.behindLabel(publication));
    }
    return empty.encoded(FrameEncoding.PLAIN);
  }

  /** Once a batch and group of subscribers. */
  @Benchmark
  public FrameBlock encode() {
    return fill(reused);
  }

  /** Once a subscriber. */
  @Benchmark
  public ByteBuffer labelled() {
    return full.encoded(FrameEncoding.PLAIN).labelled(label);
  }
}
