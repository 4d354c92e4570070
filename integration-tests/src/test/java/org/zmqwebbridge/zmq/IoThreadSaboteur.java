package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.Bridge;
import zmq.msg.MsgAllocatorHeap;

/**
 * Ends, or halts, an I/O thread of a running bridge: by an allocator of its own that fails, or
 * waits, when the first frame comes.
 *
 * <p>Owner thread: the test's. Lifetime: {@link #close} lets a halted thread go on.
 */
public final class IoThreadSaboteur implements AutoCloseable {
  /** Whose thread it is. */
  public enum Victim {
    BACK_ENDS(Direction.CONNECT),
    BOUND(Direction.BIND);

    private final Direction direction;

    Victim(Direction direction) {
      this.direction = direction;
    }
  }

  /** What happens to it. */
  public enum Fate {
    /** It ends with an {@code OutOfMemoryError}. */
    DEAD,
    /** It waits for something in the middle of a frame. */
    STUCK
  }

  private static final int GREETING_BYTES = 64;

  private final CountDownLatch release = new CountDownLatch(1);
  private final ZMQ.Socket trap;
  private final int port;

  /** Opens the socket that does so, in the context of the bridge's first loop. */
  public IoThreadSaboteur(Bridge bridge, Victim victim, Fate fate) {
    trap = contexts(bridge).of(victim.direction).raw().socket(SocketType.ROUTER);
    trap.setLinger(0);
    trap.setMsgAllocator(
        bytes -> {
          if (fate == Fate.DEAD) {
            throw new OutOfMemoryError("a test ends this thread");
          }
          awaitRelease();
          return new MsgAllocatorHeap().allocate(0);
        });
    port = trap.bindToRandomPort("tcp://127.0.0.1");
  }

  private static ZmqContexts contexts(Bridge bridge) {
    try {
      Field field = Bridge.class.getDeclaredField("loops");
      field.setAccessible(true);
      return ((ZmqLoops) field.get(bridge)).contexts().get(0);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Bridge has changed", e);
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does it. */
  public void strike() {
    ByteBuffer packet =
        ByteBuffer.allocate(GREETING_BYTES + Byte.BYTES + Long.BYTES)
            .put((byte) 0xff)
            .putLong(1)
            .put((byte) 0x7f)
            .put((byte) 3)
            .put((byte) 0)
            .put(new byte[] {'N', 'U', 'L', 'L'})
            .position(GREETING_BYTES)
            .put((byte) 6) // a long command
            .putLong(1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(packet.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    release.countDown();
    trap.close();
  }
}
