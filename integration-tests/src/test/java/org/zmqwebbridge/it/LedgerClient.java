package org.zmqwebbridge.it;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * One client of the ledger: sends batches of requests, each with a nonce that names it, and checks
 * what comes back; now and then it disconnects in the middle and comes back.
 *
 * <p>Owner thread: one of the pool's.
 */
final class LedgerClient implements Runnable {
  /** The same for all, which is the point. */
  private static final String IDENTITY = "same";

  private static final int MAX_BATCH = 40;
  private static final int BATCHES_PER_CUT = 12;

  private final int number;
  private final TestBridge bridge;
  private final LedgerTest.Ledger ledger;
  private final Random random;
  private final long requests;
  private long sent;
  private RawPage page;

  LedgerClient(
      int number, TestBridge bridge, LedgerTest.Ledger ledger, Random random, long requests) {
    this.number = number;
    this.bridge = bridge;
    this.ledger = ledger;
    this.random = random;
    this.requests = requests;
  }

  @Override
  public void run() {
    connect();
    while (sent < requests) {
      int size = (int) Math.min(1 + random.nextInt(MAX_BATCH), requests - sent);
      boolean cut = random.nextInt(BATCHES_PER_CUT) == 0;
      batch(size, cut ? random.nextInt(size) : size);
      if (cut) {
        page.cut();
        connect();
      }
    }
    page.close(); // fails if anything came twice
  }

  private void connect() {
    page = bridge.page();
    page.connected(IDENTITY, "echo", Json.REQ);
  }

  /** Sends some requests and reads the outcomes of the first few, or of all. */
  private void batch(int size, int read) {
    Set<String> open = new HashSet<>();
    for (int i = 0; i < size; i++) {
      String nonce = number + "/" + sent++;
      open.add(nonce);
      page.send(IDENTITY, nonce);
    }
    for (int i = 0; i < read; i++) {
      outcome(page.next(), open);
    }
    ledger.abandoned.add(size - read);
  }

  private void outcome(JsonObject frame, Set<String> open) {
    if (!IDENTITY.equals(Json.text(frame, "identity"))) {
      throw new AssertionError("client " + number + " got " + frame);
    }
    if (frame.has("msg_type")) {
      ledger.errors.increment();
    } else if (open.remove(Json.text(frame, "content"))) {
      ledger.replies.increment();
    } else {
      throw new AssertionError("client " + number + " got what it did not ask for: " + frame);
    }
  }
}
