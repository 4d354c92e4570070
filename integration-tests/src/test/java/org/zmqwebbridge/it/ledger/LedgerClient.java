package org.zmqwebbridge.it.ledger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One client of the ledger: asks through a few sockets, one request each at a time, so that
 * whatever arrives for a socket is the outcome of exactly one request; now and then it disconnects
 * in the middle and comes back.
 *
 * <p>Owner thread: one of the pool's.
 */
final class LedgerClient implements Runnable {
  static final int SOCKETS = 8;
  private static final int ROUNDS_PER_CUT = 50;

  private final int number;
  private final Supplier<LedgerLine> door;
  private final Ledger ledger;
  private final Random random;
  private final int requests;
  private final AtomicInteger hugeDue;
  private final BitSet replied = new BitSet();
  private final List<AskingSocket> sockets = new ArrayList<>();
  private int asked;
  private int open;
  private LedgerLine line;

  /**
   * @param door gives it a connection, each time that it comes
   * @param hugeDue how many answers are to break their connection; the one that asks for one takes
   *     it away
   */
  LedgerClient(
      int number,
      Supplier<LedgerLine> door,
      Ledger ledger,
      Random random,
      int requests,
      AtomicInteger hugeDue) {
    this.number = number;
    this.door = door;
    this.ledger = ledger;
    this.random = random;
    this.requests = requests;
    this.hugeDue = hugeDue;
    for (int i = 0; i < SOCKETS; i++) {
      sockets.add(new AskingSocket("socket " + i));
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
    line = door.get();
  }

  private void leave() {
    line.cut();
    ledger.cut();
    sockets.forEach(socket -> socket.disconnect(ledger));
    open = 0;
  }

  /** Asks through every socket, and reads the outcomes; only the first few if it leaves. */
  private void round(boolean leaves) {
    for (int i = 0; i < SOCKETS && asked < requests; i++) {
      if (sockets.get(i).mustConnect()) {
        line.open(i);
      }
      line.ask(i, ask(sockets.get(i)));
    }
    line.flush();
    int unread = leaves ? random.nextInt(open + 1) : 0;
    while (open > unread) {
      onEvent(line.next());
    }
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

  private void onEvent(LedgerLine.Event event) {
    AskingSocket socket = event.socket() < 0 ? null : sockets.get(event.socket());
    if (socket == null) {
      ledger.wrong(Wrong.MISROUTED, "client " + number + " got " + event);
    } else if (event instanceof LedgerLine.Event.Replied reply) {
      onReply(socket, reply.content());
    } else if (event instanceof LedgerLine.Event.Opened opened) {
      socket.onConnectionReply(opened.allowed(), ledger);
    } else if (event instanceof LedgerLine.Event.Failed failed && socket.isAsking()) {
      open--;
      socket.endInError(failed.code(), ledger);
    } else {
      ledger.wrong(Wrong.DOUBLED, socket + " got " + event);
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

  /** Nothing may come after the last outcome. */
  private void finish() {
    try {
      line.close();
    } catch (AssertionError unread) {
      ledger.wrong(Wrong.DOUBLED, "client " + number + ": " + unread);
    }
  }
}
