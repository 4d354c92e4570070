package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** A service that says what no ZeroMQ library says hurts nobody who uses another one. */
final class HostileServiceTest {
  private static final int SERVICES = 40;
  private static final int TIMES_EACH = 25;

  private final AtomicInteger said = new AtomicInteger();

  /** 127.0.0.0/8 is all this machine: one port, many addresses, so many endpoints. */
  private final int port = FreePort.find();

  private static String host(int number) {
    return "127.0.2." + number;
  }

  private static SocketType type(int number) {
    return number % 2 == 0 ? SocketType.REQ : SocketType.SUB;
  }

  @Test
  void whateverServicesSayOthersAreServed() throws Exception {
    List<ServerSocket> services = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= SERVICES; i++) {
      ServerSocket service = new ServerSocket(port, 5, InetAddress.getByName(host(i)));
      String role = type(i) == SocketType.REQ ? "ROUTER" : "PUB";
      services.add(service);
      threads.add(new Thread(() -> serve(service, role), "hostile-" + i));
    }
    threads.forEach(Thread::start);
    try (BackEnd echo = BackEnd.echo()) {
      othersAreServed(echo);
    } finally {
      for (ServerSocket service : services) {
        service.close();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void othersAreServed(BackEnd echo) {
    TestBridge bridge =
        TestBridge.start(
            b -> {
              b.loops(1).endpoint("echo", SocketType.REQ, echo.address());
              IntStream.rangeClosed(1, SERVICES)
                  .forEach(i -> b.endpoint(host(i), type(i), "tcp://" + host(i) + ":" + port));
              return b;
            });
    RawPage page = bridge.page();
    RawPage victim = bridge.page();
    page.connected("q", "echo", Json.REQ);
    for (int i = 1; i <= SERVICES; i++) {
      victim.connect("s" + i, host(i), type(i) == SocketType.REQ ? Json.REQ : Json.SUB);
    }
    while (said.get() < HostileBytes.values().length * TIMES_EACH) {
      page.send("q", "x").expect("q", "x");
    }
    assertEquals(0, bridge.count(Counter.IO_THREADS_LOST));
    page.close();
    victim.closeUnread();
    assertTimeout(Duration.ofSeconds(5), bridge::close);
  }

  private void serve(ServerSocket service, String role) {
    HostileBytes[] all = HostileBytes.values();
    try {
      while (true) {
        try (Socket bridge = service.accept()) {
          all[said.getAndIncrement() % all.length].say(bridge, role);
        }
      }
    } catch (SocketException end) {
      // the test is over
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
