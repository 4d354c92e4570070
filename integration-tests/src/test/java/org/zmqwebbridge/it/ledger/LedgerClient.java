package org.zmqwebbridge.it.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.it.Frames;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;

/**
 * One client of the ledger: asks through a few sockets, one request each at a time, so that
 * whatever arrives for a socket is the outcome of exactly one request; now and then it disconnects
 * in the middle and comes back.
 *
 * <p>Owner thread: one of the pool's.
 */
final class LedgerClient implements Runnable {
  private static final int SOCKETS = 8;
  private static final int ROUNDS_PER_CUT = 50;

  private final int number;
  private final TestBridge bridge;
  private final Ledger ledger;
  private final Random random;
  private final int requests;
  private final AtomicInteger hugeDue;
  private final BitSet replied = new BitSet();
  private final List<AskingSocket> sockets = new ArrayList<>();
  private int asked;
  private int open;
  private RawPage page;

  /**
   * @param hugeDue how many answers are to break their connection; whoever asks for one takes it
   *     away
   */
  LedgerClient(
      int number,
      TestBridge bridge,
      Ledger ledger,
      Random random,
      int requests,
      AtomicInteger hugeDue) {
    this.number = number;
    this.bridge = bridge;
    this.ledger = ledger;
    this.random = random;
    this.requests = requests;
    this.hugeDue = hugeDue;
    for (int i = 0; i < SOCKETS; i++) {
      sockets.add(new AskingSocket("same" + i)); // the same for all clients, which is the point
    }
  }

  @Override
  public void run() {
    comeBack();
    while (asked < requests) {
      boolean leaves = random.nextInt(ROUNDS_PER_CUT) == 0;
      try {
        round(leaves);
      } catch (AssertionError silent) {
        giveUp(Wrong.WITHOUT_OUTCOME, silent);
        leaves = true;
      }
      if (leaves) {
        leave();
        comeBack();
      }
    }
    finish();
  }

  private void comeBack() {
    page = bridge.page();
  }

  private void leave() {
    page.cut();
    ledger.cut();
    sockets.forEach(socket -> socket.disconnect(ledger));
    open = 0;
  }

  /** Asks through every socket, and reads the outcomes; only the first few if it leaves. */
  private void round(boolean leaves) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (AskingSocket socket : sockets) {
      if (asked < requests) {
        if (socket.mustConnect()) {
          write(out, Json.connect(socket.name(), Trial.ENDPOINT, Json.REQ));
        }
        write(out, Json.message(socket.name(), ask(socket)));
      }
    }
    page.write(out.toByteArray());
    int unread = leaves ? random.nextInt(open + 1) : 0;
    while (open > unread) {
      onFrame(page.next());
    }
  }

  private static void write(ByteArrayOutputStream out, JsonObject frame) {
    out.writeBytes(Frames.masked(RawPage.TEXT, true, frame.toString().getBytes(UTF_8)));
  }

  private String ask(AskingSocket socket) {
    ledger.ask();
    open++;
    Kind kind = asked == 0 ? Kind.first(number) : nextKind();
    return socket.ask(number, asked++, kind);
  }

  private Kind nextKind() {
    int due = hugeDue.get();
    return due > 0 && hugeDue.compareAndSet(due, due - 1) ? Kind.HUGE : Kind.any(random);
  }

  private void onFrame(JsonObject frame) {
    String name = Json.text(frame, "identity");
    String type = Json.text(frame, "msg_type");
    AskingSocket socket =
        sockets.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
    if (socket == null) {
      ledger.wrong(Wrong.MISROUTED, "client " + number + " got " + frame);
    } else if (type == null) {
      onReply(socket, Json.text(frame, "content"));
    } else if (type.equals("connection_reply")) {
      socket.onConnectionReply(Json.content(frame), ledger);
    } else if (socket.isAsking()) {
      open--;
      socket.endInError(Json.content(frame).get("code").getAsString(), ledger);
    } else {
      ledger.wrong(Wrong.DOUBLED, socket + " got " + frame);
    }
  }

  private void onReply(AskingSocket socket, String content) {
    if (socket.isAskingFor(content)) {
      open--;
      replied.set(serial(content));
      socket.end(Ledger.REPLY, ledger);
      return;
    }
    ledger.wrong(wrongOf(socket, content), "client " + number + ", " + socket + " got " + content);
  }

  private Wrong wrongOf(AskingSocket socket, String content) {
    if (!content.startsWith(number + "/") || !socket.hasAsked(serial(content))) {
      return Wrong.MISROUTED;
    }
    return replied.get(serial(content)) ? Wrong.DOUBLED : Wrong.STALE;
  }

  private static int serial(String content) {
    return Integer.parseInt(content.substring(content.indexOf('/') + 1, content.indexOf(' ')));
  }

  private void giveUp(Wrong what, AssertionError why) {
    sockets.stream()
        .filter(AskingSocket::isAsking)
        .forEach(socket -> ledger.wrong(what, "client " + number + ", " + socket + ": " + why));
  }

  /** Nothing may come behind the last outcome. */
  private void finish() {
    try {
      page.close();
    } catch (AssertionError unread) {
      ledger.wrong(Wrong.DOUBLED, "client " + number + ": " + unread);
    }
  }
}
