package org.zmqwebbridge.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, ::1, true",
    "127.0.0.0/8, ::1, false",
    "::ffff:10.0.0.1, 10.0.0.1, true",
  })
  void anAddressBelongsToItByItsFirstBits(String network, String address, boolean contains) {
    assertEquals(
        contains, IpNetwork.parse(network).contains(InetAddresses.forString(address)), network);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, everybody",
    "::/0, everybody",
    "10.0.0.1/8, bits set after",
    "10.0.0.0/33, up to 32",
    "::/129, up to 128",
    "10.0.0.0/, up to 32",
    "10.0.0.0/-1, up to 32",
    "10.0.0.0/8/8, up to 32",
    "10.1, no address",
    "localhost, no address",
    "fe80::1%lo, no address",
    "'', no address",
  })
  void whatIsNoNetworkStopsTheStart(String text, String why) {
    Throwable refused = assertThrows(IllegalArgumentException.class, () -> IpNetwork.parse(text));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }
}
