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

  private static void mayOverlap(String one, String other) {
    assertTrue(addresses("tcp://a:9", one).mayOverlap(addresses(other)), one + " and " + other);
    assertTrue(addresses(other).mayOverlap(addresses("tcp://a:9", one)), other + " and " + one);
  }

  private static void areApart(String one, String other) {
    assertFalse(addresses(one, "tcp://a:9").mayOverlap(addresses(other)), one + " and " + other);
    assertFalse(addresses(other).mayOverlap(addresses(one, "tcp://a:9")), other + " and " + one);
  }

  @Test
  void whatIsBoundAtOneMayKeepAnotherFromBeingBound() {
    mayOverlap("tcp://127.0.0.1:2", "tcp://127.0.0.1:2");
    mayOverlap("tcp://127.0.0.1:2", "tcp://0.0.0.0:2");
    mayOverlap("tcp://0.0.0.0:2", "tcp://[::]:2");
    mayOverlap("tcp://[::]:2", "tcp://127.0.0.1:2");
    mayOverlap("tcp://localhost:2", "tcp://127.0.0.1:2"); // nobody knows before it is looked up
    areApart("tcp://127.0.0.1:2", "tcp://127.0.0.1:3");
    areApart("tcp://0.0.0.0:2", "tcp://0.0.0.0:3");
    areApart("tcp://127.0.0.1:2", "tcp://127.0.0.2:2");
    areApart("tcp://[::1]:2", "tcp://127.0.0.1:2");
    ZmqAddresses inside = ZmqAddresses.of(ZmqEndpoint.inproc("a"));
    assertTrue(inside.mayOverlap(ZmqAddresses.of(ZmqEndpoint.inproc("a"))));
    assertFalse(inside.mayOverlap(ZmqAddresses.of(ZmqEndpoint.inproc("b"))));
    assertFalse(inside.mayOverlap(addresses("tcp://a:1")));
  }
}
