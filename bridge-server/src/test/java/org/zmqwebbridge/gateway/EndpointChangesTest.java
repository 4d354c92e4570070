package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;

class EndpointChangesTest {
  private static EndpointSpec rep(String name, String... addresses) {
    return EndpointSpec.of(
        name,
        SocketType.REP,
        new ZmqAddresses(Stream.of(addresses).map(ZmqEndpoint::parseBound).toList()));
  }

  /** Whether what is wanted can be bound only after what was served is gone. */
  private static boolean isLate(EndpointSpec served, EndpointSpec wanted) {
    IdentityHashMap<EndpointSpec, EndpointSpec> today = new IdentityHashMap<>();
    today.put(served, served);
    EndpointChanges changes =
        EndpointChanges.between(
            new EndpointDirectory(List.of(served)), today, new EndpointDirectory(List.of(wanted)));
    assertEquals(List.of(wanted), changes.added());
    assertEquals(List.of(served), changes.dropped());
    return changes.takesTheAddressOver(wanted);
  }

  @Test
  void whatIsBoundWhereOneIsThatGoesIsBoundAfterIt() {
    EndpointSpec loopback = rep("e", "tcp://127.0.0.1:5000");
    EndpointSpec every = rep("e", "tcp://*:5000");
    EndpointSpec two = rep("e", "tcp://127.0.0.1:5001", "tcp://127.0.0.1:5000");
    assertEquals(true, isLate(loopback, two));
    assertEquals(true, isLate(two, loopback));
    assertEquals(true, isLate(loopback, every));
    assertEquals(true, isLate(every, two));
    assertEquals(true, isLate(rep("e", "tcp://[::]:5000"), every));
    assertEquals(false, isLate(loopback, rep("e", "tcp://127.0.0.1:5001")));
    assertEquals(false, isLate(loopback, rep("e", "tcp://*:5001")));
    EndpointSpec asked =
        EndpointSpec.of("e", SocketType.REQ, ZmqEndpoint.parse("tcp://127.0.0.1:5000"));
    assertEquals(false, isLate(asked, loopback));
    assertEquals(false, isLate(loopback, asked));
  }

  @Test
  void whatBecomesOfAsksWhenAPageLeavesIsRetunedAndNoPageNoticesIt() {
    EndpointSpec served = rep("e", "tcp://127.0.0.1:5000");
    IdentityHashMap<EndpointSpec, EndpointSpec> today = new IdentityHashMap<>();
    today.put(served, served);
    EndpointSpec wanted = served.asks(AskRules.DEFAULTS.pageLeft(PageLeft.NEXT));
    EndpointChanges changes =
        EndpointChanges.between(
            new EndpointDirectory(List.of(served)), today, new EndpointDirectory(List.of(wanted)));
    assertEquals(List.of(), changes.dropped());
    assertEquals(PageLeft.NEXT, changes.retuned().get(served).asks().pageLeft());
  }

  @Test
  void anEndpointWhosePagesAreAskedOtherwiseIsDroppedAndServedAgain() {
    EndpointSpec named = rep("e", "tcp://127.0.0.1:5000");
    EndpointSpec any = named.asks(AskRules.DEFAULTS.page(AskedPage.ANY));
    assertEquals(true, isLate(named, any));
    assertEquals(true, isLate(any, named));
  }
}
