package org.zmqwebbridge.edge.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private static final List<IpNetwork> PROXIES =
      Stream.of("127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48").map(IpNetwork::parse).toList();
  private static final TrustedProxies FORWARDED_FOR =
      new TrustedProxies(ClientAddressSource.X_FORWARDED_FOR, PROXIES);
  private static final TrustedProxies FORWARDED =
      new TrustedProxies(ClientAddressSource.FORWARDED, PROXIES);

  /** As the CSV has them: lines with | between. */
  private static void assertClient(TrustedProxies proxies, String lines, String client) {
    List<String> all = lines == null ? List.of() : List.of(lines.split("\\|", -1));
    String found = proxies.client(all).map(TrustedProxiesTest::text).orElse(null);
    assertEquals(client, found, lines);
  }

  private static String text(InetSocketAddress client) {
    return HostAndPort.fromParts(InetAddresses.toAddrString(client.getAddress()), client.getPort())
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:0",
    "'192.0.2.1,192.0.2.2', 192.0.2.2:0",
    "'192.0.2.1, 10.1.2.3', 192.0.2.1:0",
    "'192.0.2.9 , 192.0.2.1\t,10.1.2.3 , 127.0.0.1', 192.0.2.1:0",
    "192.0.2.9|192.0.2.1|10.1.2.3, 192.0.2.1:0",
    "'192.0.2.9, 192.0.2.1|10.1.2.3', 192.0.2.1:0",
    "192.0.2.1:4711, 192.0.2.1:4711",
    "2001:db8::1, [2001:db8::1]:0",
    "[2001:db8::1], [2001:db8::1]:0",
    "[2001:db8::1]:4711, [2001:db8::1]:4711",
    "'192.0.2.1, [2001:db8:ffff::1]:80', 192.0.2.1:0",
    "'10.0.0.1, 10.0.0.2', 10.0.0.1:0",
    "'junk, \", 192.0.2.1', 192.0.2.1:0",
    "junk|192.0.2.1, 192.0.2.1:0",
    "', 192.0.2.1, , ', 192.0.2.1:0",
    "::ffff:192.0.2.1, 192.0.2.1:0",
  })
  void ofXForwardedForTheFirstFromTheRightCountsThatIsNoProxy(String lines, String client) {
    assertClient(FORWARDED_FOR, lines, client);
  }

  @ParameterizedTest
  @CsvSource({
    ",",
    "'',",
    "'192.0.2.1, unknown',",
    "'192.0.2.1, junk, 10.0.0.1',",
    "'192.0.2.1|\"192.0.2.2\"',",
    "192.0.2.1:65536,",
    "192.0.2.1:,",
    "192.0.2.256,",
    "192.0.2,",
    "0300.0.2.1,",
    "[192.0.2.1],",
    "[2001:db8::1,",
    "2001:db8::1%eth0,",
    "02001:db8::1,",
    "[::1]x,",
    "localhost,",
    "'192.0.2.1 192.0.2.2',",
    "1,",
  })
  void whatCannotBeReadOnTheWayFromTheRightSaysNothing(String lines, String nothing) {
    assertClient(FORWARDED_FOR, lines, nothing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "for=192.0.2.43; 192.0.2.43:0",
        "'For=\"[2001:db8:cafe::17]:4711\"'; [2001:db8:cafe::17]:4711",
        "'for=192.0.2.60;proto=http;by=203.0.113.43'; 192.0.2.60:0",
        "'proto=https ; FOR=192.0.2.60'; 192.0.2.60:0",
        "'for=192.0.2.43, for=198.51.100.17'; 198.51.100.17:0",
        "'for=192.0.2.43, for=10.0.0.1'; 192.0.2.43:0",
        "'for=192.0.2.9|for=192.0.2.43,for=10.0.0.1|for=\"10.0.0.2:80\"'; 192.0.2.43:0",
        "'for=\"192.0.2.1:_x\"'; 192.0.2.1:0",
        "'for=\"192.0.\\2.1\"'; 192.0.2.1:0",
        "'host=\"a,b;for=1\";for=192.0.2.1'; 192.0.2.1:0",
        "'for=\"open|for=192.0.2.1'; 192.0.2.1:0",
        "'for=_hidden, for=192.0.2.1'; 192.0.2.1:0",
        "', for=192.0.2.1,'; 192.0.2.1:0",
      })
  void ofForwardedTheFirstFromTheRightCountsThatIsNoProxy(String lines, String client) {
    assertClient(FORWARDED, lines, client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "'for=192.0.2.1, for=unknown';",
        "'for=192.0.2.1, for=_hidden';",
        "'for=192.0.2.1, proto=https';",
        "'for=\"open, for=192.0.2.1';",
        "'for=192.0.2.1;for=192.0.2.2';",
        "'for=192.0.2.1;For=192.0.2.1';",
        "'for=192.0.2.1:80';",
        "'for=[2001:db8::1]';",
        "'for=\"2001:db8::1\" x';",
        "'for=';",
        "'for=\"\"';",
        "'for = 192.0.2.1';",
        "'for=192.0.2.1;';",
        "'192.0.2.1';",
        "'for=\"192.0.2.1\\';",
      })
  void aMalformedLineSaysNothing(String lines, String nothing) {
    assertClient(FORWARDED, lines, nothing);
  }

  @Test
  void aLongWayIsNotFollowed() {
    List<String> proxies = new java.util.ArrayList<>(List.of("192.0.2.1"));
    for (int i = 1; i < TrustedProxies.MAX_HOPS; i++) {
      proxies.add("10.0.0." + i);
    }
    assertClient(FORWARDED_FOR, String.join(",", proxies), "192.0.2.1:0");
    proxies.add("10.0.1.1");
    assertClient(FORWARDED_FOR, String.join("|", proxies), null);
  }

  @Test
  void aSourceAndThoseWhoMayNameItBelongTogether() {
    assertEquals(
        "clientAddress is proxy, but nobody is trusted to say it; name the proxies in"
            + " trustedProxies",
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrustedProxies(ClientAddressSource.PROXY, List.of()))
            .getMessage());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrustedProxies(ClientAddressSource.SOCKET, PROXIES))
            .getMessage()
            .contains("set clientAddress to x-forwarded-for, forwarded or proxy"));
    assertThrows(IllegalArgumentException.class, () -> ClientAddressSource.of("x-real-ip"));
  }
}
