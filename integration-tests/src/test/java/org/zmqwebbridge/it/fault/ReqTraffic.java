package org.zmqwebbridge.it.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.kit.Await;

/**
 * A page asks a service.
 *
 * <p>Owner thread: the scenario's.
 */
final class ReqTraffic implements Traffic {
  private static final int SOME = 5;
  private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Caller caller;
  private final boolean pageIsImpatient;
  private final List<Call> probes = new ArrayList<>();

  /**
   * @param pageIsImpatient whether it connects again when a second has passed without an answer, as
   *     one does that cannot know whether its own connection is broken
   */
  ReqTraffic(Supplier<RawPage> door, Speech speech, boolean pageIsImpatient, Books books) {
    this.caller = new Caller(door, Stage.ENDPOINT, speech, books);
    this.pageIsImpatient = pageIsImpatient;
  }

  @Override
  public void some() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < SOME && caller.mayAsk(); i++) {
      calls.add(caller.ask());
    }
    Await.await("requests to leave", () -> calls.stream().allMatch(Call::isSent));
  }

  @Override
  public void large(int bytes) {
    caller.ask("x".repeat(bytes));
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
    long now = System.nanoTime();
    if (!caller.isConnected() || (pageIsImpatient && hasWaitedLong(now))) {
      caller.comeBack();
      probes.clear();
    }
    boolean due = probes.isEmpty() || now - probes.get(probes.size() - 1).sentNanos() > PROBE_NANOS;
    if (due && caller.mayAsk()) {
      probes.add(caller.ask());
    }
    return false;
  }

  private boolean hasWaitedLong(long now) {
    return !probes.isEmpty() && now - probes.get(0).sentNanos() > PATIENCE_NANOS;
  }

  @Override
  public void comeBack() {
    if (!caller.isConnected()) {
      caller.comeBack();
    }
  }

  @Override
  public void close() {
    caller.leave();
  }
}
