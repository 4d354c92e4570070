package org.zmqwebbridge.it.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.KeyRing;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.probe.Role;

/** Straight to a service of libzmq or JeroMQ: no bridge is there. */
final class StraightTest {
  @TempDir private Path folder;

  private static ZMQ.Socket socket(ZContext context, SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    socket.setSendTimeOut(Await.DEADLINE_MILLIS);
    return socket;
  }

  @Test
  void aRepAnswers() {
    try (PythonPeer rep = PythonPeer.start("rep")) {
      String at = rep.address();
      assertEquals("HELLO\n", Run.of(Role.REQ, at, "hello").output());
      assertEquals("A\tB\n", Run.of(Role.REQ, at, "a", "b").output());
      assertEquals("ONE\nTWO\n", Run.of(Role.REQ, at).input("one\ntwo").output());
    }
  }

  @Test
  void keysAreThoseOfTheEndpoints() {
    KeyRing keys = new KeyRing(folder, "service", "friend", "stranger");
    String[] security = {
      "--curve-server", keys.secretFile("service").toString(), keys.clients("friend").toString()
    };
    try (PythonPeer rep = PythonPeer.start("rep", security)) {
      String at = rep.address();
      String server = keys.publicFile("service").toString();
      String[] right = {"--server-key", server, "--key", keys.secretFile("friend").toString()};
      assertEquals("X\n", Run.of(Role.REQ, at, "x").with(right).output());
      String failure =
          Run.of(Role.REQ, at, "x", "--server-key", server, "--timeout", "0.3").failure();
      assertTrue(failure.startsWith("nothing was sent: "), failure);
    }
    try (PythonPeer rep = PythonPeer.start("rep", "--plain-server", "hugo", "secret")) {
      String at = rep.address();
      assertEquals("X\n", Run.of(Role.REQ, at, "x", "--user", "hugo:secret").output());
    }
  }

  @Test
  void aPublisherIsHeardByTopic() {
    try (PubService service = new PubService()) {
      CompletableFuture<String> heard =
          Run.of(Role.SUB, service.address(), "--topic", "a", "--count", "1", "--json")
              .outputLater();
      service.awaitSubscription();
      service.publish("b", "0");
      service.publish("a", "1");
      assertEquals("[\"a\",\"1\"]\n", heard.join());
    }
  }

  @Test
  void aSubscriberHearsItsFirstMessage() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket sub = socket(context, SocketType.SUB);
      sub.subscribe("");
      String address = FreePort.address();
      FreePort.bind(sub, address);
      CompletableFuture<String> published = Run.of(Role.PUB, address, "first").outputLater();
      assertEquals("first", sub.recvStr()); // JeroMQ subscribes while it receives
      assertEquals("", published.join());
    }
  }

  @Test
  void whoBindsStandsInForAService() {
    String address = FreePort.address();
    try (ZContext context = new ZContext()) {
      ZMQ.Socket pull = socket(context, SocketType.PULL);
      pull.setReconnectIVL(20);
      pull.connect(address);
      assertEquals("", Run.of(Role.PUSH, address, "job", "--bind").output());
      assertEquals("job", pull.recvStr());
    }
  }

  @Test
  void repeatsItselfWhereItIsToldTo() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket pull = socket(context, SocketType.PULL);
      String address = FreePort.address();
      FreePort.bind(pull, address);
      assertEquals("", Run.of(Role.PUSH, address, "x", "--every", "0.01", "-n", "3").output());
      assertEquals("x", pull.recvStr());
      assertEquals("x", pull.recvStr());
      assertEquals("x", pull.recvStr());
    }
  }

  @Test
  void silenceIsExplained() {
    String nobody = FreePort.address();
    for (Role role : new Role[] {Role.REQ, Role.PUSH}) {
      assertEquals(
          "nothing was sent: nobody listens at "
              + nobody
              + ": is the service running, and bound there?",
          Run.of(role, nobody, "x", "--timeout", "0.2").failure());
    }
    assertEquals(
        "nothing came for 0.2 s: nobody listens at "
            + nobody
            + ": is the service running, and bound there?",
        Run.of(Role.SUB, nobody, "--timeout", "0.2").failure());
    try (ZContext context = new ZContext()) {
      ZMQ.Socket rep = socket(context, SocketType.REP);
      String address = FreePort.address();
      FreePort.bind(rep, address);
      assertEquals(
          "no reply in 0.5 s: "
              + address
              + " is there, and does not reply: is it a REP, and is it busy?",
          Run.of(Role.REQ, address, "x", "--timeout", "0.5").failure());
      assertEquals("x", rep.recvStr());
    }
  }

  @Test
  void anAddressInUseIsNamed() {
    try (PubService service = new PubService()) {
      String failure = Run.of(Role.PUSH, service.address(), "x", "--bind").failure();
      assertEquals(
          "cannot bind "
              + service.address()
              + ": the address is in use; is another server running there? Choose another port",
          failure);
    }
  }
}
