package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.demo.service.DemoFunctions;
import org.zmqwebbridge.demo.service.Peers;
import org.zmqwebbridge.demo.service.RpcAppliance;
import org.zmqwebbridge.rpc.RpcClient;
import org.zmqwebbridge.rpc.RpcCode;
import org.zmqwebbridge.rpc.RpcException;

class RpcTest {
  private RpcAppliance service;
  private RpcClient client;

  @BeforeEach
  void start() throws IOException {
    String address = Peers.freeAddress();
    service = new RpcAppliance(new DemoFunctions(), address);
    service.plugIn();
    client = RpcClient.connect(address);
  }

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  @Test
  void echoReturnsWhateverItIsGiven() {
    assertEquals("hello!", client.rpc("echo", "hello!"));
    assertEquals(List.of(1L, "two"), client.rpc("echo", List.of(1, "two")));
  }

  @Test
  void aWholeSumHasNoPoint() {
    assertEquals(3L, client.rpc("add", 1, 2));
    assertEquals(0.75, client.rpc("add", 0.5, 0.25));
  }

  @Test
  void aUserIsABoyUnlessToldOtherwise() {
    assertEquals("anna is added, a boy", client.rpc("add_user", "anna", "s3cret"));
    assertEquals(
        "anna is added, a girl",
        client.call(Object.class, "add_user", List.of("anna", "s3cret"), Map.of("type", "girl")));
  }

  @Test
  void theGuardWantsSixCharacters() {
    RpcException refused =
        assertThrows(RpcException.class, () -> client.rpc("add_user", "anna", "12345"));

    assertEquals(RpcCode.NOT_ALLOWED.text(), refused.code());
  }

  @Test
  void aPulledServiceComesBackAtItsAddress() {
    service.pull();
    service.plugIn();

    assertEquals(3L, client.rpc("add", 1, 2));
  }
}
