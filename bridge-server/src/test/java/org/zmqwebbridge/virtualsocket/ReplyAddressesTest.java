package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplyAddressesTest {
  private final ReplyAddresses addresses = new ReplyAddresses();

  @Test
  void anAddressLeadsToItsAsk() {
    for (int id : new int[] {0, 1, -1, Integer.MIN_VALUE, 0x01020304}) {
      assertEquals(OptionalInt.of(id), addresses.id(addresses.address(id)));
    }
  }

  @Test
  void anotherSocketsAddressLeadsNowhere() {
    assertTrue(addresses.id(new ReplyAddresses().address(1)).isEmpty());
  }

  @Test
  void whatIsNoAddressLeadsNowhere() {
    String address = addresses.address(1);
    Stream.of("", "x", address + "A", address.substring(1), "!".repeat(address.length()))
        .forEach(wrong -> assertTrue(addresses.id(wrong).isEmpty(), wrong));
  }
}
