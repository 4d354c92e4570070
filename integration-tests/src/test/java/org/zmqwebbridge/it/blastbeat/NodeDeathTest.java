package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/** Two of four nodes are killed while they are asked. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class NodeDeathTest {
  private static final int CLIENTS = 16;
  private static final int REQUESTS = 40;
  private static final long MOST_MILLIS = 2_000;

  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile long killed; // nanoTime of it

  /** Asks on one connection after the other; each request has one answer, its own or a 502. */
  private void ask(Beat beat, int number) {
    Asking client = beat.client();
    for (int i = 0; i < REQUESTS; i++) {
      String path = "/" + number + "-" + i;
      client.get(path);
      String start = client.read("HTTP/1.1 200".length());
      if (start.endsWith("200")) {
        String said = "GET " + path;
        client.expect(" OK\r\nContent-Length: " + said.length() + "\r\n\r\n" + said);
      } else {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
        String rest = client.readAll();
        if (!start.endsWith("502") || rest.contains("HTTP/1.1") || millis > MOST_MILLIS) {
          wrong.add(path + ": " + start + rest + " after " + millis + " ms");
        }
        client.close();
        client = beat.client();
      }
      answered.incrementAndGet();
    }
    client.close();
  }

  @Test
  void everyRequestIsAnsweredOnceAndSoon() throws InterruptedException {
    String router = FreePort.address();
    VhostSpec host = VhostSpec.of("localhost", "a", "b", "c", "d");
    try (Beat beat = Beat.at(router, Beat.BIND, any -> any, any -> any, host);
        PythonPeer a = PythonPeer.start("blastbeat_node", router, "a");
        PythonPeer b = PythonPeer.start("blastbeat_node", router, "b");
        PythonPeer c = PythonPeer.start("blastbeat_node", router, "c");
        PythonPeer d = PythonPeer.start("blastbeat_node", router, "d")) {
      Await.await("four nodes", () -> beat.bridge().gauge("zwb.blastbeat.nodes") == 4);
      List<Thread> clients =
          Stream.iterate(0, i -> i + 1)
              .limit(CLIENTS)
              .map(i -> new Thread(() -> ask(beat, i), "client-" + i))
              .toList();
      clients.forEach(thread -> thread.setUncaughtExceptionHandler((t, e) -> wrong.add("" + e)));
      clients.forEach(Thread::start);
      Await.await("load", () -> answered.get() >= CLIENTS * REQUESTS / 4);
      killed = System.nanoTime();
      a.kill();
      b.kill();
      for (Thread client : clients) {
        client.join();
      }
      assertTrue(wrong.isEmpty(), wrong::toString);
      assertEquals(CLIENTS * REQUESTS, answered.get());
      assertTrue(beat.bridge().gauge("zwb.blastbeat.sessions") <= CLIENTS);
    }
  }
}
