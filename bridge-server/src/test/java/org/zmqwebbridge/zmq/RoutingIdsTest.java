package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.io.Metadata;

class RoutingIdsTest {
  private static final int LIMIT = 50;
  private static final int MAX_UNTAKEN_BYTES = 100;

  private final Counters counters = new Counters();
  private final Peers peers = new Peers(LIMIT, Peers.Silence.UNUSUAL, System::nanoTime, counters);
  private final RoutingIds ids = new RoutingIds(peers, LIMIT, MAX_UNTAKEN_BYTES, counters);
  private ServerSocketChannel listener;
  private int askers;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  private static byte[] routingId(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private static Metadata from(SocketChannel channel) throws IOException {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.PEER_ADDRESS, Peers.addressOf(channel.getRemoteAddress()));
    return metadata;
  }

  /** Asks, is answered, and goes. */
  private void ask(SocketChannel accepted, Metadata metadata) {
    byte[] id = routingId(askers++);
    peers.onAccepted(accepted);
    assertTrue(ids.onMessage(id, metadata));
    assertEquals(2, ids.outgoing(new byte[][] {id, new byte[10]}).length);
  }

  @Test
  void twoHundredThousandAskersThatComeAndGoLeaveNothing() throws IOException {
    for (int i = 0; i < 200_000; i++) {
      try (SocketChannel accepted = new ConnectedChannel(1 + i % 60_000)) {
        ask(accepted, from(accepted));
      }
      assertTrue(ids.remembered() <= 2 * LIMIT, "kept: " + ids.remembered());
    }
    assertEquals(0, counters.value(Counter.PEERS_TURNED_AWAY));
  }

  @Test
  void realConnectionsThatComeAndGoLeaveNothing() throws IOException {
    for (int i = 0; i < 10 * LIMIT; i++) {
      try (SocketChannel asker = SocketChannel.open(listener.getLocalAddress());
          SocketChannel accepted = listener.accept()) {
        ask(accepted, from(accepted));
        assertTrue(asker.isConnected());
      }
      assertTrue(ids.remembered() <= 2 * LIMIT, "kept: " + ids.remembered());
    }
  }

  /** It is still known how much of its answers it has not taken. */
  @Test
  void whoStaysIsRememberedWhileOthersComeAndGo() throws IOException {
    try (SocketChannel staying = new ConnectedChannel(60_001)) {
      byte[] id = routingId(-1);
      peers.onAccepted(staying);
      assertTrue(ids.onMessage(id, from(staying)));
      ids.outgoing(new byte[][] {id, new byte[MAX_UNTAKEN_BYTES + 1]});
      for (int i = 0; i < 10 * LIMIT; i++) {
        try (SocketChannel accepted = new ConnectedChannel(1 + i)) {
          ask(accepted, from(accepted));
        }
      }
      assertNull(ids.outgoing(new byte[][] {id, new byte[1]}));
      assertEquals(1, counters.value(Counter.PEERS_CUT_OFF));
    }
  }

  /** Those of ZMTP 2 are known by their routing id alone, and stay while they take nothing. */
  @Test
  void strangersThatTakeNothingKeepNoKnownPeerOut() throws IOException {
    for (int i = 0; i < 2 * LIMIT; i++) {
      byte[] id = routingId(-1 - i);
      assertTrue(ids.onMessage(id, null));
      ids.outgoing(new byte[][] {id, new byte[1]});
    }
    assertEquals(false, ids.onMessage(routingId(-1 - 2 * LIMIT), null));
    assertEquals(1, counters.value(Counter.PEERS_TURNED_AWAY));
    for (int i = 0; i < 10 * LIMIT; i++) {
      try (SocketChannel accepted = new ConnectedChannel(1 + i)) {
        ask(accepted, from(accepted));
      }
      assertTrue(ids.remembered() <= 2 * LIMIT + 1, "kept: " + ids.remembered());
    }
  }
}
