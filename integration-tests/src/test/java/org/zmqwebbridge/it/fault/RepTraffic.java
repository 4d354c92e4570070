package org.zmqwebbridge.it.fault;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.kit.Await;

/**
 * Services ask a page, which answers with what it is asked.
 *
 * <p>Owner thread: the scenario's.
 */
final class RepTraffic implements Traffic {
  private static final int SOME = 5;
  private static final String IDENTITY = "page";
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Supplier<RawPage> door;
  private final Askers askers;
  private final List<Call> probes = new ArrayList<>();
  private Answerer answerer;
  private String reclaim = "";
  private volatile boolean silent;
  private final AtomicInteger unanswered = new AtomicInteger();

  private final class Answerer implements PageLine.Listener {
    private final PageLine line;

    Answerer(RawPage page) {
      JsonObject reply = page.connected(IDENTITY, Stage.ENDPOINT, Json.REP, "reclaim", reclaim);
      reclaim = reply.get("reclaim").getAsString();
      line = new PageLine(page, this);
    }

    @Override
    public void onFrame(JsonObject frame) {
      if (silent) {
        unanswered.incrementAndGet();
        return;
      }
      JsonArray ask = JsonParser.parseString(Json.text(frame, "content")).getAsJsonArray();
      line.send(Json.message(IDENTITY, ask.toString()), () -> {});
    }

    @Override
    public void onEnd() {}
  }

  /**
   * @param port where the askers connect
   */
  RepTraffic(Supplier<RawPage> door, int port, Books books) {
    this.door = door;
    this.answerer = new Answerer(door.get());
    this.askers = new Askers(port, IDENTITY, books);
  }

  /** Whether the page leaves what it is asked unanswered. */
  void silent(boolean whether) {
    silent = whether;
  }

  /** Waits until the silent page has some. */
  void awaitUnanswered() {
    Await.await("asks at the page", () -> unanswered.get() >= SOME);
  }

  @Override
  public void some() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < SOME; i++) {
      calls.add(askers.ask(""));
    }
    Await.await("asks to leave", () -> calls.stream().allMatch(Call::isSent));
  }

  @Override
  public void large(int bytes) {
    askers.ask("x".repeat(bytes));
  }

  @Override
  public void beginsAnew() {
    probes.clear();
  }

  @Override
  public boolean works() {
    if (probes.stream().anyMatch(Call::isReplied)) {
      return true;
    }
    comeBack();
    long now = System.nanoTime();
    if (probes.isEmpty() || now - probes.get(probes.size() - 1).sentNanos() > PROBE_NANOS) {
      probes.add(askers.ask(""));
    }
    return false;
  }

  @Override
  public void comeBack() {
    if (answerer.line.hasEnded()) {
      answerer = new Answerer(door.get());
    }
  }

  @Override
  public void close() {
    answerer.line.cut();
    askers.close();
  }
}
