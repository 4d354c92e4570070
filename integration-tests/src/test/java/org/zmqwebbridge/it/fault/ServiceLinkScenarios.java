package org.zmqwebbridge.it.fault;

import static org.zmqwebbridge.it.fault.Direction.TO_CLIENT;
import static org.zmqwebbridge.it.fault.Direction.TO_SERVER;
import static org.zmqwebbridge.it.fault.Pattern.REP;
import static org.zmqwebbridge.it.fault.Pattern.REQ;
import static org.zmqwebbridge.it.fault.Pattern.RPC;
import static org.zmqwebbridge.it.fault.Pattern.SUB;
import static org.zmqwebbridge.it.fault.Peer.JEROMQ;
import static org.zmqwebbridge.it.fault.Peer.LIBZMQ;
import static org.zmqwebbridge.it.fault.Side.SERVICE;

import java.util.List;
import java.util.stream.Stream;
import org.zmqwebbridge.it.fault.Conditions.End.How;

/** What breaks between the bridge and a service, or somebody who asks a page. */
final class ServiceLinkScenarios {
  private static final String LOST = "gateway_lost";
  private static final String TIMEOUT = "timeout";
  private static final int LONG_MILLIS = 4_000;

  private ServiceLinkScenarios() {}

  static List<Scenario> all() {
    return Stream.of(requests(), handshakes(), slow(), publications(), asks())
        .flatMap(List::stream)
        .map(play -> play.at(SERVICE).scenario())
        .toList();
  }

  private static List<Play> requests() {
    return List.of(
        Play.rule("a service whose connection is cut while nobody asks is there again")
            .of(REQ, JEROMQ)
            .when(Fault.CUT)
            .orEven(LOST),
        Play.rule(
                "requests that are out when the service's connection is cut end with gateway_lost")
            .of(REQ, JEROMQ)
            .withRequestsOut()
            .when(Fault.CUT)
            .ending(LOST),
        Play.rule("requests that are out when libzmq's connection is reset end with gateway_lost")
            .of(REQ, LIBZMQ)
            .withRequestsOut()
            .when(Fault.RESET)
            .ending(LOST),
        Play.rule("requests wait for a service that refuses connections for a while")
            .of(REQ, LIBZMQ)
            .when(Fault.REFUSED)
            .orEven(LOST),
        Play.rule("requests end at their deadline while a service refuses connections for long")
            .of(REQ, JEROMQ)
            .when(Fault.REFUSED)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT)
            .orEven(LOST),
        Play.rule("a service that hangs up on every connection is there again when it stops that")
            .of(REQ, JEROMQ)
            .when(Fault.HUNG_UP)
            .forMillis(1_000)
            .orEven(LOST),
        Play.rule("a service that is mute for a while answers late, and nothing is lost")
            .of(REQ, JEROMQ)
            .when(Fault.MUTE)
            .forMillis(500),
        Play.rule("requests end at their deadline while a service is mute for long")
            .of(REQ, LIBZMQ)
            .when(Fault.MUTE)
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("requests end at their deadline while only the replies do not come")
            .of(REQ, JEROMQ)
            .when(Fault.suffering(TO_CLIENT, Conditions.CLEAR.mute()))
            .forMillis(LONG_MILLIS)
            .ending(TIMEOUT),
        Play.rule("a large request whose connection is cut in the middle ends with gateway_lost")
            .of(REQ, JEROMQ)
            .when(Fault.inMessage(TO_SERVER, How.CUT))
            .ending(LOST),
        Play.rule("a large reply whose connection is reset in the middle ends with gateway_lost")
            .of(REQ, LIBZMQ)
            .when(Fault.inMessage(TO_CLIENT, How.RESET))
            .ending(LOST),
        Play.rule("a large reply that goes mute in the middle comes whole when it is no longer")
            .of(REQ, JEROMQ)
            .when(Fault.inMessage(TO_CLIENT, How.MUTE)),
        Play.rule("a service that closes its half of the connection is connected to again")
            .of(REQ, JEROMQ)
            .withRequestsOut()
            .when(Fault.halfClosed(TO_CLIENT))
            .ending(LOST),
        Play.rule(
                "a service that hears no more, because that half is closed, is connected to again")
            .of(REQ, LIBZMQ)
            .when(Fault.halfClosed(TO_SERVER))
            .orEven(LOST),
        Play.rule("replies with flipped bits reach nobody else, and the service is there again")
            .of(REQ, JEROMQ)
            .when(Fault.corrupted(TO_CLIENT, Conditions.CLEAR.corruptBodies(100)))
            .orEven(LOST, TIMEOUT, Outcome.GARBLED),
        Play.rule("requests with flipped bits are answered to nobody else")
            .of(REQ, LIBZMQ)
            .when(Fault.corrupted(TO_SERVER, Conditions.CLEAR.corruptBodies(100)))
            .orEven(LOST, TIMEOUT, Outcome.GARBLED),
        Play.rule(
                "replies in CURVE with flipped bits are not believed, and the service is there"
                    + " again")
            .servedBy(CurveEcho::new)
            .when(Fault.corruptedInCurve(TO_CLIENT, Conditions.CLEAR.corrupt(100)))
            .orEven(LOST, TIMEOUT),
        Play.rule("requests in CURVE with flipped bits are not answered, and others are")
            .servedBy(CurveEcho::new)
            .when(Fault.corruptedInCurve(TO_SERVER, Conditions.CLEAR.corrupt(100)))
            .orEven(LOST, TIMEOUT),
        Play.rule("a call that is out when its service's connection is cut ends with gateway_lost")
            .of(RPC, LIBZMQ)
            .withRequestsOut()
            .when(Fault.CUT)
            .ending(LOST),
        Play.rule("calls wait for a Java service that refuses connections for a while")
            .of(RPC, JEROMQ)
            .when(Fault.REFUSED)
            .orEven(LOST));
  }

  private static List<Play> handshakes() {
    return List.of(
        Play.rule("a service that ends each connection in its greeting is there when it stops that")
            .of(REQ, JEROMQ)
            .when(Fault.inHandshake(TO_CLIENT, 5, How.CUT))
            .orEven(LOST),
        Play.rule("a service that resets each connection after its greeting is there afterwards")
            .of(REQ, LIBZMQ)
            .when(Fault.inHandshake(TO_CLIENT, 64, How.RESET))
            .orEven(LOST),
        Play.rule("a service that goes mute in its greeting is there when it speaks again")
            .of(REQ, JEROMQ)
            .when(Fault.inHandshake(TO_CLIENT, 11, How.MUTE))
            .forMillis(2_500)
            .orEven(LOST),
        Play.rule("a publisher that goes mute in its greeting is heard when it speaks again")
            .of(SUB, LIBZMQ)
            .when(Fault.inHandshake(TO_CLIENT, 11, How.MUTE))
            .forMillis(2_500),
        Play.rule("a service whose greeting has a flipped bit is there when it has none")
            .of(REQ, LIBZMQ)
            .when(
                new Fault(
                    stage -> {
                      stage.link().set(TO_CLIENT, Conditions.CLEAR.corruptAt(0));
                      stage.link().reset();
                    },
                    stage -> stage.link().clear()))
            .forMillis(1_000)
            .orEven(LOST));
  }

  private static List<Play> slow() {
    return List.of(
        Play.rule("a service behind a slow line answers everything")
            .of(REQ, JEROMQ)
            .when(Fault.suffering(Conditions.CLEAR.delay(80, 60))),
        Play.rule("a service behind a line of single bytes answers everything")
            .of(REQ, LIBZMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(1))),
        Play.rule("a service behind a narrow line answers everything")
            .of(RPC, JEROMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(7).throttle(20_000))));
  }

  private static List<Play> publications() {
    return List.of(
        Play.rule("a publisher whose connection is cut is heard again, in order")
            .of(SUB, JEROMQ)
            .when(Fault.CUT),
        Play.rule("a publisher of libzmq whose connection is reset is heard again, in order")
            .of(SUB, LIBZMQ)
            .when(Fault.RESET),
        Play.rule("a publisher that refuses connections for long is heard again")
            .of(SUB, JEROMQ)
            .when(Fault.REFUSED)
            .forMillis(LONG_MILLIS),
        Play.rule("a publisher that is mute for long is heard again")
            .of(SUB, LIBZMQ)
            .when(Fault.MUTE)
            .forMillis(LONG_MILLIS),
        Play.rule("a publisher that is cut in the middle of a large message is heard again")
            .of(SUB, JEROMQ)
            .when(Fault.inMessage(TO_CLIENT, How.CUT)),
        Play.rule("a publisher behind a line of odd pieces is heard in order")
            .of(SUB, LIBZMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(3).delay(20, 20))));
  }

  private static List<Play> asks() {
    return List.of(
        Play.rule("an asker whose connection is cut asks again and is answered")
            .of(REP, JEROMQ)
            .when(Fault.CUT)
            .orEven(Askers.UNHEARD),
        Play.rule("an asker whose connection is reset in the middle of an ask is answered later")
            .of(REP, JEROMQ)
            .when(Fault.inMessage(TO_SERVER, How.RESET))
            .orEven(Askers.UNHEARD),
        Play.rule("askers that cannot reach the bridge for a while are answered afterwards")
            .of(REP, JEROMQ)
            .when(Fault.REFUSED)
            .orEven(Askers.UNHEARD),
        Play.rule("an asker that goes mute in its greeting stops nobody, and is answered later")
            .of(REP, JEROMQ)
            .when(Fault.inHandshake(TO_SERVER, 11, How.MUTE))
            .forMillis(1_500)
            .orEven(Askers.UNHEARD),
        Play.rule("an asker behind a line of single bytes is answered")
            .of(REP, JEROMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(1))));
  }
}
