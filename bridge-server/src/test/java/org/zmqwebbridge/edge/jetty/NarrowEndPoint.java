package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.zmqwebbridge.kit.Frames;

/**
 * A transport in memory that takes a few bytes and then no more until the test has read them, and
 * runs what Jetty would run on other threads when the test says so. So every interleaving can be
 * written down.
 */
final class NarrowEndPoint extends ByteArrayEndPoint {
  private final Queue<Runnable> elsewhere = new ConcurrentLinkedQueue<>(); // Jetty adds too
  private boolean holdsBack; // as TLS does: all bytes are taken, but not yet sent
  private RuntimeException broken;

  NarrowEndPoint(int width) {
    super(new byte[0], width);
  }

  /** From now on it takes all bytes and says that it has not sent them, until told otherwise. */
  void holdBack(boolean now) {
    holdsBack = now;
  }

  /** From now on every write throws this. */
  void breakWith(RuntimeException failure) {
    broken = failure;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (broken != null) {
      throw broken;
    }
    return super.flush(buffers) && !holdsBack;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  protected void execute(Runnable task) {
    elsewhere.add(task);
  }

  @Override
  public void onClose(Throwable failure) {
    super.onClose(failure);
    Connection connection = getConnection();
    if (connection != null) {
      elsewhere.add(() -> connection.onClose(failure));
    }
  }

  /** Runs what other threads would have done by now. */
  void runElsewhere() {
    for (Runnable next = elsewhere.poll(); next != null; next = elsewhere.poll()) {
      next.run();
    }
  }

  /** The client sends. */
  void receive(byte[]... parts) {
    addInput(ByteBuffer.wrap(Frames.join(parts)));
    runElsewhere();
  }

  /** The client reads what there is; more may be written then. */
  byte[] read() {
    ByteBuffer taken = takeOutput();
    byte[] bytes = new byte[taken == null ? 0 : taken.remaining()];
    if (taken != null) {
      taken.get(bytes);
    }
    return bytes;
  }

  /** The client reads until nothing more comes; the frames. */
  List<String> readFrames() {
    List<byte[]> parts = new ArrayList<>();
    for (byte[] next = read(); next.length > 0; next = read()) {
      parts.add(next);
    }
    runElsewhere();
    return frames(Frames.join(parts.toArray(byte[][]::new)));
  }

  /** Names whole frames: "text Hello", "ping", "pong 1", "close 1000". */
  static List<String> frames(byte[] bytes) {
    List<String> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int first = in.get() & 0xff;
      int small = in.get() & 0xff;
      int length = small < 126 ? small : small == 126 ? in.getShort() & 0xffff : (int) in.getLong();
      byte[] payload = new byte[length];
      in.get(payload);
      frames.add(name(first, payload));
    }
    return frames;
  }

  private static String name(int first, byte[] payload) {
    String text = new String(payload, UTF_8);
    return switch (first) {
      case 0x81 -> "text " + text;
      case 0x88 -> "close " + (payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort());
      case 0x89 -> "ping" + text;
      case 0x8a -> "pong " + text;
      default -> throw new AssertionError("no frame of a server: " + first);
    };
  }
}
