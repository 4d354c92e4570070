package org.zmqwebbridge.bench.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.websocket.FrameException;
import org.zmqwebbridge.edge.websocket.FrameParser;
import org.zmqwebbridge.flow.ByteBudget;

/** A masked text frame of 100 bytes that came in one read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameParserBenchmark implements FrameParser.Listener {
  private static final int PAYLOAD_BYTES = 100;

  private final FrameParser parser = new FrameParser(1 << 20, 1024, new ByteBudget(1 << 20));
  private final ByteBuffer frame = frame();
  private int received;

  private static ByteBuffer frame() {
    return ByteBuffer.allocate(6 + PAYLOAD_BYTES)
        .put((byte) 0x81)
        .put((byte) (0x80 | PAYLOAD_BYTES))
        .putInt(0x5a17c3e9)
        .position(0);
  }

  /** Unmasking toggles the payload in place, so the same frame serves again. */
  @Benchmark
  public int parse() throws FrameException {
    parser.parse(frame.position(0), this);
    return received;
  }

  @Override
  public void onMessage(MessageType type, ByteBuffer payload) {
    received += payload.remaining();
  }

  @Override
  public void onPing(ByteBuffer payload) {}

  @Override
  public void onPong() {}

  @Override
  public void onClose(ByteBuffer payload) {}
}
