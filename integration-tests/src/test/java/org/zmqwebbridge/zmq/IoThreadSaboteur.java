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
 * Ends, or halts, an I/O thread of a running bridge, by what a peer could send if a socket there
 * lacked its guard.
 *
 * <p>Owner thread: the test's. Lifetime: {@link #close} lets a halted thread go on.
 */
public final class IoThreadSaboteur implements AutoCloseable {
  /** Whose thread it is. */
  public enum Victim {
    BACK_ENDS(SocketOptions.Kind.DEALER),
    BOUND(SocketOptions.Kind.ROUTER);

    private final SocketOptions.Kind kind;

    Victim(SocketOptions.Kind kind) {
      this.kind = kind;
    }
  }

  /** What happens to it. */
  public enum Fate {
    /** It ends with an {@code OutOfMemoryError}: 73 bytes announce a frame of two gigabytes. */
    DEAD,
    /** It waits for something in the middle of a frame. */
    STUCK
  }

  private static final int GREETING_BYTES = 64;

  private final CountDownLatch release = new CountDownLatch(1);
  private final ZMQ.Socket unguarded;
  private final Fate fate;
  private final int port;

  /** Opens the socket without the guard in the context of the bridge's first loop. */
  public IoThreadSaboteur(Bridge bridge, Victim victim, Fate fate) {
    this.fate = fate;
    unguarded = contexts(bridge).of(victim.kind).raw().socket(SocketType.ROUTER);
    unguarded.setLinger(0);
    if (fate == Fate.STUCK) {
      unguarded.setMsgAllocator(
          bytes -> {
            awaitRelease();
            return new MsgAllocatorHeap().allocate(0);
          });
    }
    port = unguarded.bindToRandomPort("tcp://127.0.0.1");
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
    long length = fate == Fate.DEAD ? 0xffff_ffff_7fff_ffffL : 1;
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
            .putLong(length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(packet.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    release.countDown();
    unguarded.close();
  }
}
