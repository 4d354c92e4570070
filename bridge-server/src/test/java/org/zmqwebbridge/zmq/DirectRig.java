package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.zmqwebbridge.observe.Counters;

/** A loop with one direct socket, and peers that are plain TCP, and say what ZMTP has them say. */
abstract class DirectRig {
  static final int DEADLINE_MILLIS = 20_000;
  static final int MOST_BYTES = 1000;
  static final String SIGNATURE = "\377\0\0\0\0\0\0\0\1\177";
  static final String GREETING = SIGNATURE + "\3\0NULL" + "\0".repeat(16) + "\0".repeat(32);

  final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  final AtomicLong aside = new AtomicLong(); // what the loop's clock is ahead
  final ZmqLoop loop =
      new ZmqLoop(
          "test-loop", contexts, 0, 60_000, () -> System.nanoTime() + aside.get(), counters);
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  int port;

  final SocketListener listener =
      new SocketListener() {
        @Override
        public void onMessage(List<byte[]> frames) {
          StringBuilder text = new StringBuilder();
          frames.forEach(frame -> text.append(new String(frame, ISO_8859_1)).append('|'));
          heard.add(text.toString());
        }

        @Override
        public int maxCutBytes() {
          return 5;
        }

        @Override
        public void onTooLarge(List<byte[]> frames) {
          heard.add("too large: " + new String(frames.get(frames.size() - 1), ISO_8859_1));
        }

        @Override
        public void onPeers(int present) {
          heard.add(present + " present");
        }

        @Override
        public void onNamesake(byte[] routingId) {
          heard.add("namesake " + new String(routingId, ISO_8859_1));
        }

        @Override
        public void onWritable() {
          heard.add("writable");
        }
      };

  <T> T onLoop(Callable<T> call) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    loop.start();
  }

  @AfterEach
  void stop() {
    assertTrue(loop.stop(DEADLINE_MILLIS));
    assertTrue(contexts.close(DEADLINE_MILLIS));
  }

  String next() throws InterruptedException {
    return heard.poll(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One peer. */
  final class Plain implements AutoCloseable {
    private final Socket tcp;

    Plain() throws IOException {
      tcp = new Socket(InetAddress.getLoopbackAddress(), port);
      tcp.setSoTimeout(DEADLINE_MILLIS);
    }

    Plain say(String bytes) throws IOException {
      tcp.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return this;
    }

    /** From now on its system takes little that it does not read. */
    Plain takesLittle() throws IOException {
      tcp.setReceiveBufferSize(4096);
      return this;
    }

    void expect(String bytes) throws IOException {
      byte[] read = tcp.getInputStream().readNBytes(bytes.length());
      assertEquals(bytes, new String(read, ISO_8859_1));
    }

    void expectEnd() throws IOException {
      assertEquals(-1, tcp.getInputStream().read());
    }

    String ready(String type) {
      char length = (char) (22 + type.length());
      return "\4" + length + "\5READY\13Socket-Type\0\0\0" + (char) type.length() + type;
    }

    /** As ZeroMQ 4 does it. */
    Plain shake(String ours, String theirs) throws IOException {
      say(GREETING);
      expect(GREETING);
      say(ready(theirs));
      expect(ready(ours));
      return this;
    }

    /** Goes before its test is over. */
    void leave() throws IOException {
      tcp.close();
    }

    @Override
    public void close() throws IOException {
      tcp.close();
    }
  }

  ZmqEndpoint place() {
    return ZmqEndpoint.parse("tcp://127.0.0.1:" + port);
  }
}
