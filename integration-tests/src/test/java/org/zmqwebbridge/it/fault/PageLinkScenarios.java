package org.zmqwebbridge.it.fault;

import static org.zmqwebbridge.it.Wire.TLS;
import static org.zmqwebbridge.it.fault.Direction.TO_CLIENT;
import static org.zmqwebbridge.it.fault.Direction.TO_SERVER;
import static org.zmqwebbridge.it.fault.Pattern.REP;
import static org.zmqwebbridge.it.fault.Pattern.REQ;
import static org.zmqwebbridge.it.fault.Pattern.RPC;
import static org.zmqwebbridge.it.fault.Pattern.SUB;
import static org.zmqwebbridge.it.fault.Peer.JEROMQ;
import static org.zmqwebbridge.it.fault.Peer.LIBZMQ;
import static org.zmqwebbridge.it.fault.Side.PAGE;

import java.util.List;
import java.util.stream.Stream;
import org.zmqwebbridge.it.fault.Conditions.End.How;

/** What breaks between a page and the bridge; the page comes back when it sees that. */
final class PageLinkScenarios {
  private static final String CUT_OFF = Outcome.CUT_OFF;
  private static final String PAGE_LEFT = "page_left";
  private static final String NO_SUCH_PAGE = "no_such_page";
  private static final String TIMEOUT = "timeout";

  /** Longer than a ping and its pong may take, or a handshake. */
  private static final int LONG_MILLIS = 3_500;

  private PageLinkScenarios() {}

  static List<Scenario> all() {
    return Stream.of(ended(), mute(), messages(), garbled(), handshakes(), slow(), asked())
        .flatMap(List::stream)
        .map(play -> play.at(PAGE).scenario())
        .toList();
  }

  private static List<Play> ended() {
    return List.of(
        Play.rule("a page whose connection is cut while it asks nothing comes back")
            .of(REQ, JEROMQ)
            .when(Fault.CUT)
            .orEven(CUT_OFF),
        Play.rule(
                "requests of a page whose connection is cut are abandoned, whatever its service does")
            .of(REQ, JEROMQ)
            .on(TLS)
            .withRequestsOut()
            .when(Fault.CUT)
            .ending(CUT_OFF),
        Play.rule("requests of a page whose connection is reset are abandoned")
            .of(REQ, LIBZMQ)
            .withRequestsOut()
            .when(Fault.RESET)
            .ending(CUT_OFF),
        Play.rule("a page that cannot connect for a while comes back")
            .of(RPC, JEROMQ)
            .when(Fault.REFUSED)
            .orEven(CUT_OFF),
        Play.rule("a page whose connections end at once for a while comes back")
            .of(REQ, JEROMQ)
            .on(TLS)
            .when(Fault.HUNG_UP)
            .orEven(CUT_OFF),
        Play.rule("a page that says that it is done, and still listens, is let go")
            .of(REQ, JEROMQ)
            .withRequestsOut()
            .when(Fault.halfClosed(TO_SERVER))
            .ending(CUT_OFF),
        Play.rule("a page that hears no more, because that half is closed, comes back")
            .of(REQ, JEROMQ)
            .on(TLS)
            .withRequestsOut()
            .when(Fault.halfClosed(TO_CLIENT))
            .ending(CUT_OFF),
        Play.rule("a subscriber whose connection is reset comes back and hears in order")
            .of(SUB, LIBZMQ)
            .on(TLS)
            .when(Fault.RESET));
  }

  private static List<Play> mute() {
    return List.of(
        Play.rule("a page whose line is mute for a moment loses nothing")
            .of(REQ, JEROMQ)
            .on(TLS)
            .when(Fault.MUTE)
            .letGoByNobody()
            .forMillis(200),
        Play.rule("a page whose line is mute for long is let go, and comes back")
            .of(REQ, JEROMQ)
            .when(Fault.MUTE)
            .forMillis(LONG_MILLIS)
            .ending(CUT_OFF),
        Play.rule("a page that hears no ping is let go, and comes back")
            .of(RPC, LIBZMQ)
            .when(Fault.suffering(TO_CLIENT, Conditions.CLEAR.mute()))
            .forMillis(LONG_MILLIS)
            .orEven(CUT_OFF),
        Play.rule("a subscriber whose line is mute for long comes back and hears in order")
            .of(SUB, JEROMQ)
            .when(Fault.MUTE)
            .forMillis(LONG_MILLIS));
  }

  private static List<Play> messages() {
    return List.of(
        Play.rule("half a large request never reaches its service")
            .of(REQ, JEROMQ)
            .when(Fault.inMessage(TO_SERVER, How.CUT))
            .ending(CUT_OFF),
        Play.rule("half a large request in TLS never reaches its service")
            .of(REQ, LIBZMQ)
            .on(TLS)
            .when(Fault.inMessage(TO_SERVER, How.RESET))
            .ending(CUT_OFF),
        Play.rule("a page whose connection is reset in the middle of a large reply comes back")
            .of(REQ, JEROMQ)
            .when(Fault.inMessage(TO_CLIENT, How.RESET))
            .ending(CUT_OFF),
        Play.rule("a page whose TLS is cut in the middle of a large reply comes back")
            .of(REQ, JEROMQ)
            .on(TLS)
            .when(Fault.inMessage(TO_CLIENT, How.CUT))
            .ending(CUT_OFF),
        Play.rule("a large request that goes mute in the middle is answered when it is no longer")
            .of(REQ, JEROMQ)
            .when(Fault.inMessage(TO_SERVER, How.MUTE))
            .letGoByNobody());
  }

  private static List<Play> garbled() {
    return List.of(
        Play.rule("requests with flipped bits reach no other socket, and their page comes back")
            .of(REQ, JEROMQ)
            .when(Fault.corrupted(TO_SERVER, Conditions.CLEAR.corrupt(200)))
            .orEven(CUT_OFF, Outcome.GARBLED, "not_connected", "malformed"),
        Play.rule("a page that gets flipped bits comes back")
            .of(REQ, JEROMQ)
            .when(Fault.corrupted(TO_CLIENT, Conditions.CLEAR.corrupt(200)))
            .orEven(CUT_OFF, Outcome.GARBLED),
        Play.rule("TLS with flipped bits is ended, and nothing of it is believed")
            .of(REQ, JEROMQ)
            .on(TLS)
            .when(Fault.suffering(TO_SERVER, Conditions.CLEAR.corrupt(200)))
            .ending(CUT_OFF));
  }

  private static List<Play> handshakes() {
    return List.of(
        Play.rule("a page whose requests for an upgrade are cut comes in afterwards")
            .of(REQ, JEROMQ)
            .when(Fault.inHandshake(TO_SERVER, 60, How.CUT))
            .orEven(CUT_OFF),
        Play.rule("a page whose upgrades are reset before it knows comes in afterwards")
            .of(RPC, LIBZMQ)
            .when(Fault.inHandshake(TO_CLIENT, 30, How.RESET))
            .orEven(CUT_OFF),
        Play.rule(
                "half a request for an upgrade is waited for until its deadline, and stops nobody")
            .of(REQ, JEROMQ)
            .when(Fault.inHandshake(TO_SERVER, 60, How.MUTE))
            .forMillis(LONG_MILLIS)
            .orEven(CUT_OFF),
        Play.rule("a page whose TLS is cut in its first message comes in afterwards")
            .of(REQ, JEROMQ)
            .on(TLS)
            .when(Fault.inHandshake(TO_SERVER, 50, How.CUT))
            .orEven(CUT_OFF),
        Play.rule("half a TLS handshake is waited for until its deadline, and stops nobody")
            .of(SUB, JEROMQ)
            .on(TLS)
            .when(Fault.inHandshake(TO_CLIENT, 300, How.MUTE))
            .forMillis(LONG_MILLIS));
  }

  private static List<Play> slow() {
    return List.of(
        Play.rule("a page behind a slow line loses nothing")
            .of(REQ, LIBZMQ)
            .when(Fault.suffering(Conditions.CLEAR.delay(80, 60))),
        Play.rule("a page behind a line of single bytes loses nothing")
            .of(REQ, JEROMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(1))),
        Play.rule("a page behind a TLS line of odd pieces loses nothing")
            .of(RPC, JEROMQ)
            .on(TLS)
            .when(Fault.suffering(Conditions.CLEAR.slice(5).throttle(40_000))),
        Play.rule("a subscriber behind a TLS line of single bytes hears in order")
            .of(SUB, LIBZMQ)
            .on(TLS)
            .when(Fault.suffering(Conditions.CLEAR.slice(1).delay(10, 20))));
  }

  private static List<Play> asked() {
    return List.of(
        Play.rule("asks end with page_left when their page's connection is cut")
            .of(REP, JEROMQ)
            .withRequestsOut()
            .when(Fault.CUT)
            .ending(PAGE_LEFT)
            .orEven(NO_SUCH_PAGE),
        Play.rule("asks end with page_left when their page's TLS is reset")
            .of(REP, JEROMQ)
            .on(TLS)
            .withRequestsOut()
            .when(Fault.RESET)
            .ending(PAGE_LEFT)
            .orEven(NO_SUCH_PAGE),
        Play.rule("asks end when their page goes mute for long, and the page takes its name back")
            .of(REP, JEROMQ)
            .when(Fault.MUTE)
            .forMillis(LONG_MILLIS)
            .orEven(PAGE_LEFT, NO_SUCH_PAGE, TIMEOUT),
        Play.rule("a page behind a line of single bytes answers every ask")
            .of(REP, JEROMQ)
            .when(Fault.suffering(Conditions.CLEAR.slice(1))));
  }
}
