package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZmqAddressesTest {
  private static ZmqAddresses addresses(String... texts) {
    return new ZmqAddresses(Stream.of(texts).map(ZmqEndpoint::parse).toList());
  }

  private static void refused(String why, List<ZmqEndpoint> addresses) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> new ZmqAddresses(addresses))
            .getMessage();
    assertTrue(said.contains(why), said);
  }

  @Test
  void theyKeepTheirOrderAndAreWrittenInCanonicalForm() {
    assertEquals("tcp://b:2, tcp://[::1]:1", addresses("TCP://B:2", "tcp://[0::1]:1").toString());
    assertEquals("tcp://b:2", ZmqAddresses.of(ZmqEndpoint.parse("tcp://b:2")).toString());
  }

  @Test
  void thereIsOneAtLeastNoneTwiceAndNotTooMany() {
    refused("name at least one", List.of());
    ZmqEndpoint one = ZmqEndpoint.parse("tcp://a:1");
    refused("tcp://a:1 is named twice", List.of(one, ZmqEndpoint.parse("tcp://A:1")));
    List<ZmqEndpoint> many =
        IntStream.rangeClosed(1, ZmqAddresses.MAX + 1)
            .mapToObj(port -> ZmqEndpoint.parse("tcp://a:" + port))
            .toList();
    refused("at most 64 addresses", many);
    assertEquals(64, new ZmqAddresses(many.subList(0, 64)).count());
  }

  @Test
  void noneIsInsideThisProcessOrAllAre() {
    ZmqEndpoint inside = ZmqEndpoint.inproc("a");
    refused("two endpoints", List.of(inside, ZmqEndpoint.parse("tcp://a:1")));
    assertTrue(new ZmqAddresses(List.of(inside, ZmqEndpoint.inproc("b"))).isInproc());
  }

  @Test
  void oneThatIsAmongOthersIsShared() {
    assertTrue(addresses("tcp://a:1", "tcp://b:2").shareOneWith(addresses("tcp://b:2")));
    assertFalse(addresses("tcp://a:1", "tcp://b:2").shareOneWith(addresses("tcp://b:1")));
  }
}
