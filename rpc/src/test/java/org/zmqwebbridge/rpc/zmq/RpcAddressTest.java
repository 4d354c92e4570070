package org.zmqwebbridge.rpc.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be connected to and bound. */
class RpcAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tcp://",
        "tcp://h",
        "tcp://h:",
        "tcp://h:0",
        "tcp://h:65536",
        "tcp://h:1;b",
        "h:1",
        "ipc:///tmp/x",
        "inproc://x",
        "tcp://:1",
        "tcp://[]:1",
        "tcp://h:1/",
        "tcp://h:-1",
        "tcp://h:１"
      })
  void whatIsNoAddressIsRefusedWithAdvice(String address) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RpcAddress.toBind(address)).getMessage();
    assertTrue(message.contains("tcp://host:port"), message);
    assertThrows(IllegalArgumentException.class, () -> RpcAddress.toConnect(address));
  }

  @Test
  void onlyAServerMayLeaveHostAndPortOpen() {
    assertTrue(RpcAddress.toBind("tcp://*:*").isAnyPort());
    assertThrows(IllegalArgumentException.class, () -> RpcAddress.toConnect("tcp://h:*"));
    assertThrows(IllegalArgumentException.class, () -> RpcAddress.toConnect("tcp://*:1"));
    assertEquals("tcp://[::1]:1", RpcAddress.toConnect("tcp://[::1]:1").text());
  }

  @Test
  void whatIsOnThisMachineIsKnown() {
    for (String local : new String[] {"127.0.0.1", "127.1.2.3", "localhost", "[::1]"}) {
      assertTrue(RpcAddress.toConnect("tcp://" + local + ":1").isLoopback(), local);
    }
    for (String far : new String[] {"10.0.0.1", "127.example.org", "localhost.example", "[::2]"}) {
      assertFalse(RpcAddress.toConnect("tcp://" + far + ":1").isLoopback(), far);
    }
  }
}
