package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.it.HostileBytes;
import org.zmqwebbridge.observe.Counter;

/** Anyone who reaches a router keeps no node from its sessions, whatever he says there. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class HostileNodesTest {
  private static final int HITS = 20;

  private static Socket connect(Beat beat) throws IOException {
    URI router = URI.create(beat.address());
    return new Socket(InetAddress.getByName(router.getHost()), router.getPort());
  }

  private static void serves(Asking client, JavaNode node) {
    client.get("/");
    assertEquals(16, node.serve().length());
    client.expect(Asking.OK);
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatIsSaidAgainAndAgainStopsANode(HostileBytes said) throws IOException {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      for (int i = 0; i < HITS; i++) {
        try (Socket socket = connect(beat)) {
          said.say(socket, "DEALER");
          serves(client, node);
        }
      }
      assertEquals(0, beat.count(Counter.BLASTBEAT_NODES_LOST));
      assertEquals(0, beat.count(Counter.LOOP_FAILURES));
    }
  }

  @Test
  void connectionsThatAreHeldOpenLetANodeIn() throws IOException {
    List<Socket> held = new ArrayList<>();
    try (Beat beat = Beat.start("a")) {
      for (HostileBytes said : HostileBytes.values()) {
        Socket socket = connect(beat);
        held.add(socket);
        said.say(socket, "DEALER");
      }
      try (JavaNode node = beat.node("a");
          Asking client = beat.client()) {
        serves(client, node);
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  /** A REQ puts an empty frame before its own, and has no name unless it is given one. */
  @Test
  void aReqIsHeardAsOneThatSaysNoMessage() {
    try (Beat beat = Beat.start("a", "b");
        JavaNode node = beat.node("a");
        ZContext context = new ZContext();
        Asking client = beat.client()) {
      ZMQ.Socket nameless = context.createSocket(SocketType.REQ);
      ZMQ.Socket named = context.createSocket(SocketType.REQ);
      named.setIdentity("b".getBytes(ZMQ.CHARSET));
      for (ZMQ.Socket req : List.of(nameless, named)) {
        req.setLinger(0);
        assertTrue(req.connect(beat.address()));
        assertTrue(req.send("pong"));
      }
      beat.awaitCount(Counter.BLASTBEAT_STRANGERS, 1);
      beat.awaitCount(Counter.BLASTBEAT_MESSAGES_MALFORMED, 1);
      serves(client, node);
    }
  }
}
