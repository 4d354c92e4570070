package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Calls by publication, over real sockets. */
@Timeout(60)
class PubSubRpcClientTest {

  @Test
  void aPublishedCallIsTheOriginalsRequest() {
    try (RawPeer proxy = RawPeer.bound(SocketType.XSUB);
        PubSubRpcClient pages = PubSubRpcClient.connect(proxy.address())) {
      proxy.send(new byte[] {1}); // subscribe to everything
      // The subscription is on its way while the first calls are published, and those are lost.
      String first = "";
      proxy.socket.setReceiveTimeOut(20);
      while (first.isEmpty()) {
        pages.rpc("add", 1, 2);
        byte[] received = proxy.socket.recv();
        first = received == null ? "" : new String(received, ZMQ.CHARSET);
      }
      assertEquals("{\"funcname\":\"add\",\"args\":[1,2],\"kwargs\":{}}", first);
    }
  }

  @Test
  void everySubscriberOfABoundPublisherIsCalled() {
    try (PubSubRpcClient pages = PubSubRpcClient.bind("tcp://127.0.0.1:*");
        RawPeer one = RawPeer.connected(SocketType.SUB, pages.address());
        RawPeer other = RawPeer.connected(SocketType.SUB, pages.address())) {
      for (RawPeer peer : List.of(one, other)) {
        peer.socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        peer.socket.setReceiveTimeOut(20);
        byte[] received = null;
        while (received == null) {
          pages.call("hello", List.of(), Map.of("name", "you"));
          received = peer.socket.recv();
        }
        assertEquals(
            "{\"funcname\":\"hello\",\"args\":[],\"kwargs\":{\"name\":\"you\"}}",
            new String(received, ZMQ.CHARSET));
      }
    }
  }

  @Test
  void whatHasNoJsonFormIsRefusedAndAClosedPublisherToo() {
    PubSubRpcClient pages = PubSubRpcClient.bind("tcp://127.0.0.1:*");
    assertThrows(IllegalArgumentException.class, () -> pages.rpc("add", new Object()));
    pages.close();
    assertTrue(assertThrows(RpcException.class, () -> pages.rpc("add")).is(RpcCode.CLOSED));
  }
}
