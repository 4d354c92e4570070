package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Each type in each direction, with peers of both libraries. */
class SocketTypesTest {
  private static final Map<ZmqType, SocketType> PARTNERS =
      Map.of(
          ZmqType.DEALER, SocketType.DEALER,
          ZmqType.ROUTER, SocketType.DEALER,
          ZmqType.SUB, SocketType.PUB,
          ZmqType.PUB, SocketType.SUB,
          ZmqType.XPUB, SocketType.SUB,
          ZmqType.PUSH, SocketType.PULL,
          ZmqType.PULL, SocketType.PUSH,
          ZmqType.PAIR, SocketType.PAIR);

  private static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (ZmqType type : ZmqType.values()) {
      for (Direction direction : Direction.values()) {
        for (OtherSocket.Library library : OtherSocket.Library.values()) {
          if (type != ZmqType.ROUTER || direction == Direction.BIND) {
            all.add(Arguments.of(type, direction, library));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void wholeMessagesGoWhereTheTypeLetsThem(
      ZmqType type, Direction direction, OtherSocket.Library library) throws Exception {
    SocketType partner = PARTNERS.get(type);
    if (direction == Direction.BIND) {
      try (OurSocket ours = OurSocket.bind(type);
          OtherSocket other = library.connect(partner, ours.address())) {
        exchange(type, ours, other);
      }
    } else {
      try (OtherSocket other = library.bind(partner);
          OurSocket ours = OurSocket.connect(type, other.address())) {
        exchange(type, ours, other);
      }
    }
  }

  private static void exchange(ZmqType type, OurSocket ours, OtherSocket other) throws Exception {
    switch (type) {
      case SUB -> {
        List<String> message = published(ours, other);
        assertEquals(List.of("topic", "", "body"), message, "no frame is a routing id");
      }
      case PULL -> {
        other.send("topic", "", "body");
        assertEquals(List.of("topic", "", "body"), text(ours.message()));
      }
      case PUSH -> {
        ours.send("topic", "", "body");
        other.expect("topic", "", "body");
      }
      case XPUB -> {
        assertEquals("+", ours.subscription());
        ours.send("topic", "", "body");
        other.expect("topic", "", "body");
      }
      case PUB -> publishUntilHeard(ours, other);
      case ROUTER -> {
        other.send("ask", "", "body");
        List<byte[]> asked = ours.message();
        assertEquals(List.of("ask", "", "body"), text(asked.subList(1, asked.size())));
        assertTrue(ours.trySend(asked.get(0), "answer".getBytes(UTF_8), new byte[0]));
        other.expect("answer", "");
      }
      case DEALER, PAIR -> {
        ours.send("ask", "", "body");
        other.expect("ask", "", "body");
        other.send("answer", "", "body");
        assertEquals(List.of("answer", "", "body"), text(ours.message()));
      }
    }
  }

  /** What a publisher says before it knows of a subscription is lost. */
  private static List<String> published(OurSocket ours, OtherSocket other) {
    List<List<String>> heard = new ArrayList<>();
    Await.await(
        "a publication",
        () -> {
          other.send("topic", "", "body");
          List<byte[]> message = ours.messageIfAny();
          if (message != null) {
            heard.add(text(message));
          }
          return message != null;
        });
    return heard.get(0);
  }

  private static void publishUntilHeard(OurSocket ours, OtherSocket other) {
    Thread publisher =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                ours.trySend("topic", "", "body");
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
              }
            });
    publisher.start();
    try {
      other.expect("topic", "", "body");
    } finally {
      publisher.interrupt();
      join(publisher);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> text(List<byte[]> message) {
    return message.stream().map(frame -> new String(frame, UTF_8)).toList();
  }

  @ParameterizedTest
  @EnumSource(OtherSocket.Library.class)
  void aBoundSubHearsSeveralPublishersAndTakesNoTopicForARoutingId(OtherSocket.Library library) {
    try (OurSocket ours = OurSocket.bind(ZmqType.SUB);
        OtherSocket one = library.connect(SocketType.PUB, ours.address());
        OtherSocket other = library.connect(SocketType.PUB, ours.address())) {
      assertEquals(List.of("topic", "", "body"), published(ours, one));
      assertEquals(List.of("topic", "", "body"), published(ours, other));
      assertEquals(0, ours.count(Counter.PEERS_TURNED_AWAY));
    }
  }

  @Test
  void anXpubHearsWhatItsPeersSubscribeTo() throws Exception {
    try (OurSocket ours = OurSocket.bind(ZmqType.XPUB)) {
      try (OtherSocket other = OtherSocket.Library.LIBZMQ.connect(SocketType.SUB, ours.address())) {
        assertEquals("+", ours.subscription());
        other.send("+quotes/");
        assertEquals("+quotes/", ours.subscription());
        other.send("-quotes/");
        assertEquals("-quotes/", ours.subscription());
      }
      assertEquals("-", ours.subscription(), "who leaves is not subscribed");
    }
  }

  @Test
  void whatOnlyReceivesDoesNotSend() {
    try (OurSocket ours = OurSocket.bind(ZmqType.PULL)) {
      assertThrows(IllegalStateException.class, () -> ours.trySend("word"));
    }
  }

  @Test
  void aRouterDoesNotConnect() {
    assertThrows(
        IllegalArgumentException.class, () -> OurSocket.options(ZmqType.ROUTER, Direction.CONNECT));
  }
}
