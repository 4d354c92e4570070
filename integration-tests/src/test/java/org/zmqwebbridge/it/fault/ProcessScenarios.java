package org.zmqwebbridge.it.fault;

import static org.zmqwebbridge.it.fault.Pattern.REQ;
import static org.zmqwebbridge.it.fault.Pattern.RPC;
import static org.zmqwebbridge.it.fault.Pattern.SUB;
import static org.zmqwebbridge.it.fault.Peer.JEROMQ;
import static org.zmqwebbridge.it.fault.Peer.LIBZMQ;
import static org.zmqwebbridge.it.fault.Side.PROCESS;

import java.util.List;
import java.util.stream.Stream;

/** What happens to a service, or what it does. */
final class ProcessScenarios {
  private static final String LOST = "gateway_lost";
  private static final String TIMEOUT = "timeout";
  private static final int LONG_MILLIS = 4_000;

  private ProcessScenarios() {}

  static List<Scenario> all() {
    return Stream.of(killed(), stopped(), late(), unruly())
        .flatMap(List::stream)
        .map(play -> play.at(PROCESS).scenario())
        .toList();
  }

  private static List<Play> killed() {
    return List.of(
        Play.rule("requests that are out when their service is killed end with gateway_lost")
            .of(REQ, LIBZMQ)
            .withRequestsOut()
            .when(Fault.KILLED)
            .ending(LOST)
            .orEven(TIMEOUT),
        Play.rule("requests that are out when a JeroMQ service ends abruptly end with gateway_lost")
            .of(REQ, JEROMQ)
            .withRequestsOut()
            .when(Fault.KILLED)
            .ending(LOST),
        Play.rule("requests wait for a service that is killed while nobody asks, and started again")
            .of(REQ, LIBZMQ)
            .when(Fault.KILLED)
            .orEven(LOST, TIMEOUT),
        Play.rule("requests end at their deadline while their service is dead for long")
            .of(REQ, LIBZMQ)
            .when(Fault.KILLED)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("a service that is killed and started at once on the same port is there again")
            .of(REQ, LIBZMQ)
            .withRequestsOut()
            .when(Fault.RESTARTED)
            .ending(LOST)
            .orEven(TIMEOUT),
        Play.rule("a call that is out when its service is killed ends with gateway_lost")
            .of(RPC, LIBZMQ)
            .withRequestsOut()
            .when(Fault.KILLED)
            .ending(LOST)
            .orEven(TIMEOUT),
        Play.rule("calls wait for a Java service that stops in order, and starts again")
            .of(RPC, JEROMQ)
            .when(Fault.KILLED)
            .orEven(LOST, TIMEOUT),
        Play.rule("a publisher of libzmq that is killed and started again is heard again")
            .of(SUB, LIBZMQ)
            .when(Fault.KILLED),
        Play.rule("a publisher of JeroMQ that ends abruptly and starts at once is heard again")
            .of(SUB, JEROMQ)
            .when(Fault.RESTARTED));
  }

  private static List<Play> stopped() {
    return List.of(
        Play.rule("a service that is stopped for a while answers late, and nothing is lost")
            .of(REQ, LIBZMQ)
            .withRequestsOut()
            .when(Fault.STOPPED),
        Play.rule("requests end at their deadline while their service is stopped for long")
            .of(REQ, LIBZMQ)
            .when(Fault.STOPPED)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("calls end at their deadline while their service is stopped for long")
            .of(RPC, LIBZMQ)
            .when(Fault.STOPPED)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("a publisher that is stopped for a while is heard again, in order")
            .of(SUB, LIBZMQ)
            .when(Fault.STOPPED)
            .forMillis(1_000));
  }

  private static List<Play> late() {
    return List.of(
        Play.rule("requests wait for a service of libzmq that binds after they were sent")
            .of(REQ, LIBZMQ)
            .withoutService()
            .when(Fault.LATE),
        Play.rule(
                "requests end at their deadline if their service binds too late, and later ones"
                    + " not")
            .of(REQ, JEROMQ)
            .withoutService()
            .when(Fault.LATE)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("calls wait for a service that binds after they were sent")
            .of(RPC, LIBZMQ)
            .withoutService()
            .when(Fault.LATE),
        Play.rule("a publisher that binds after its subscribers came is heard")
            .of(SUB, LIBZMQ)
            .withoutService()
            .when(Fault.LATE));
  }

  private static List<Play> unruly() {
    return List.of(
        Play.rule("garbage from a service answers nothing, and the answer after it arrives")
            .servedBy(Mischief::garbage)
            .when(Fault.MISCHIEF),
        Play.rule("answers to forged routes reach nobody")
            .servedBy(Mischief::forgeries)
            .when(Fault.MISCHIEF),
        Play.rule("an answer that comes three times is delivered once")
            .servedBy(Mischief::doubled)
            .when(Fault.MISCHIEF),
        Play.rule("answers that come after their deadline reach nobody")
            .servedBy(Mischief::late)
            .when(Fault.MISCHIEF)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("an answer above maxMessageBytes ends its request with too_large")
            .servedBy(Mischief::tooLarge)
            .when(Fault.MISCHIEF)
            .ending("too_large"),
        Play.rule("an answer above maxBackendMessageBytes ends all that is out with gateway_lost")
            .servedBy(Mischief::huge)
            .when(Fault.MISCHIEF)
            .ending(LOST));
  }
}
