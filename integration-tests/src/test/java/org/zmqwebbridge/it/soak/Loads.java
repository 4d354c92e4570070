package org.zmqwebbridge.it.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.Wire;

/**
 * All that happens to the bridge, at once.
 *
 * <p>Owner thread: each load's own.
 */
final class Loads {
  private static final int MANY = 4;
  private static final int REQUESTS = 50;
  private static final int PUBLICATIONS = 100;
  private static final int RECEIVE_TIMEOUT_MILLIS = 10_000;

  private final int port;
  private final Neighbours neighbours;
  private final AtomicInteger pages = new AtomicInteger();

  Loads(int port, Neighbours neighbours) {
    this.port = port;
    this.neighbours = neighbours;
  }

  List<Load> all() {
    return List.of(
        new Load("pages that ask and leave", MANY, 5, () -> ask(false)),
        new Load("pages that ask and are cut off", MANY, 5, () -> ask(true)),
        new Load("pages that ask a service that dies", MANY, 20, this::askTheMortal),
        new Load("pages that subscribe, read and leave", MANY, 5, this::subscribe),
        new Load("publications, twenty at a time", 1, 5, neighbours::publish),
        new Load("deaths of a service", 1, 3_000, neighbours::killAndRestart),
        new Load("pages that answer, and their askers", 1, 20, this::answer),
        new Load("pages that subscribe and do not read", 1, 20, this::stall),
        new Load("connects that are refused, fifty at a time", 1, 5, this::connectInVain),
        new Load("handshakes that are refused", 1, 20, this::knockInVain),
        new Load("pages that break the protocol", 1, 20, this::talkNonsense));
  }

  private RawPage page() {
    return RawPage.open(Upgrade.to(Wire.CLEAR, port));
  }

  private void ask(boolean isCut) {
    RawPage page = page();
    page.connected("a", "steady", Json.REQ);
    for (int i = 0; i < REQUESTS; i++) {
      page.send("a", "request " + i);
      if (!isCut || i < REQUESTS / 2) {
        page.expect("a", "request " + i);
      }
    }
    if (isCut) {
      page.cut();
    } else {
      page.close();
    }
  }

  /** Each request ends in its reply, or in an error. */
  private void askTheMortal() {
    RawPage page = page();
    page.connected("a", "mortal", Json.REQ);
    for (int i = 0; i < REQUESTS; i++) {
      page.send("a", "request " + i);
      JsonObject outcome = page.next();
      if (!outcome.has("msg_type") && !Json.text(outcome, "content").equals("request " + i)) {
        throw new AssertionError("request " + i + " got " + outcome);
      }
    }
    page.close();
  }

  private void subscribe() {
    RawPage page = page();
    page.connected("s", "paper", Json.SUB);
    long last = 0;
    for (int i = 0; i < PUBLICATIONS; i++) {
      String content = Json.text(page.next(), "content");
      long number = Long.parseLong(content.substring(0, content.indexOf(' ')));
      if (number <= last) {
        throw new AssertionError(number + " after " + last);
      }
      last = number;
    }
    page.closeUnread();
  }

  private void stall() {
    RawPage page = RawPage.open(Upgrade.to(Wire.CLEAR, port).receiveBuffer(4_096));
    page.connect("s", "paper", Json.SUB);
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    page.cut();
  }

  private void answer() {
    RawPage page = page();
    String me = "me" + pages.incrementAndGet(); // the one before may not be free yet
    page.connected(me, "page", Json.REP);
    try (ZContext context = new ZContext()) {
      ZMQ.Socket asker = context.createSocket(SocketType.REQ);
      asker.setLinger(0);
      asker.setHandshakeIvl(1_000);
      asker.setReceiveTimeOut(RECEIVE_TIMEOUT_MILLIS);
      asker.connect(neighbours.answeringAddress());
      for (int i = 0; i < REQUESTS; i++) {
        asker.send("ask " + i, ZMQ.SNDMORE);
        asker.send(me);
        page.send(me, answerTo(Json.text(page.next(), "content")));
        expectAnswer(asker, "ask " + i);
      }
    }
    page.close();
  }

  private static String answerTo(String ask) {
    return JsonParser.parseString(ask).getAsJsonArray().toString();
  }

  private static void expectAnswer(ZMQ.Socket asker, String expected) {
    String answer = asker.recvStr();
    while (asker.hasReceiveMore()) {
      asker.recv();
    }
    if (!expected.equals(answer)) {
      throw new AssertionError(expected + " was answered with " + answer);
    }
  }

  private void connectInVain() {
    RawPage page = page();
    for (int i = 0; i < REQUESTS; i++) {
      page.connect("x" + i, "tcp://10.0.0." + i + ":1", Json.REQ);
      page.expectRefused("x" + i, "not_allowed");
      page.send("x" + i, "in vain").expectError("x" + i, "not_connected");
    }
    page.close();
  }

  private void knockInVain() {
    int status = Upgrade.to(Wire.CLEAR, port).with("Origin: https://evil.example").status();
    if (status != 403) {
      throw new AssertionError("a foreign Origin got " + status);
    }
  }

  private void talkNonsense() {
    RawPage page = page();
    page.frame(RawPage.TEXT, true, "{\"identity\":".getBytes(UTF_8));
    if (page.closeCode() != 1007) {
      throw new AssertionError("nonsense was taken");
    }
  }
}
