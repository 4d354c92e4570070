package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;

/**
 * A scenario of one fault on one exchange: all works, it breaks while a bystander goes on, and when
 * it is over all works again, with one outcome for every request.
 *
 * <p>Owner thread: the one that writes it, then the one that plays it.
 */
final class Play {
  private final String rule;
  private Pattern pattern = Pattern.REQ;
  private Supplier<Service> served = JavaEcho::new;
  private Wire wire = Wire.CLEAR;
  private Side side = Side.SERVICE;
  private Fault fault;
  private long lastsMillis;
  private long pingMillis = Stage.PING_MILLIS;
  private boolean hasRequestsOut;
  private boolean startsWithout;
  private Set<String> must = Set.of();
  private Set<String> may = Set.of();

  private Play(String rule) {
    this.rule = rule;
  }

  static Play rule(String rule) {
    return new Play(rule);
  }

  Play of(Pattern ofPattern, Peer withPeer) {
    pattern = ofPattern;
    served =
        switch (ofPattern) {
          case REQ, REP -> () -> Service.of(withPeer, Speech.ECHO);
          case RPC -> () -> Service.of(withPeer, Speech.RPC);
          case SUB -> () -> new Newspaper(withPeer);
        };
    return this;
  }

  /** A page asks a service of this kind. */
  Play servedBy(Supplier<Service> service) {
    served = service;
    return this;
  }

  /** The service is not there when the first page asks. */
  Play withoutService() {
    startsWithout = true;
    return this;
  }

  Play on(Wire onWire) {
    wire = onWire;
    return this;
  }

  Play at(Side atSide) {
    side = atSide;
    return this;
  }

  /** Requests are with the service, unanswered, when it happens. */
  Play withRequestsOut() {
    hasRequestsOut = true;
    return this;
  }

  Play when(Fault happens) {
    fault = happens;
    return this;
  }

  /** Nobody is let go for being silent, however slow this machine is. */
  Play letGoByNobody() {
    pingMillis = Await.DEADLINE_MILLIS;
    return this;
  }

  /** How long it lasts; without this, until the bystander has been served a few times. */
  Play forMillis(long millis) {
    lastsMillis = millis;
    return this;
  }

  /** What requests must end in, besides replies; each of these happens. */
  Play ending(String... outcomes) {
    must = Set.of(outcomes);
    return this;
  }

  /** What requests may end in as well. */
  Play orEven(String... outcomes) {
    may = Set.of(outcomes);
    return this;
  }

  Scenario scenario() {
    return new Scenario(rule, this::play);
  }

  private Scenario.Report play(long seed) {
    try (Stage stage = stage(seed)) {
      if (!startsWithout) {
        stage.scene().millisUntilWorking(stage.traffic());
      }
      if (hasRequestsOut) {
        stage.freeze();
        stage.traffic().some();
        stage.awaitArrival();
      }
      suffer(stage);
      fault.end().accept(stage);
      if (hasRequestsOut) {
        stage.thaw();
      }
      long recoveryMillis = stage.scene().millisUntilWorking(stage.traffic());
      if (stage.books().mayBeGarbled() && side == Side.PAGE) {
        stage.traffic().close(); // it cannot know what became of what was garbled, and gives it up
      }
      return judged(stage.scene().settled(recoveryMillis));
    }
  }

  private Stage stage(long seed) {
    return new Stage(pattern, this::service, wire, side, !hasRequestsOut, pingMillis, seed);
  }

  private Service service() {
    Service service = served.get();
    if (startsWithout) {
      service.kill();
    }
    return service;
  }

  private void suffer(Stage stage) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lastsMillis);
    fault.begin().accept(stage);
    stage.bystander().awaitRounds();
    stage.traffic().some();
    stage.bystander().awaitRounds();
    for (long left; (left = end - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left); // the length of an outage is what some rules are about
    }
  }

  private Scenario.Report judged(Scenario.Report report) {
    Map<String, Long> outcomes = report.outcomes();
    Set<String> missing = new TreeSet<>(must);
    missing.removeAll(outcomes.keySet());
    assertEquals(Set.of(), missing, "nothing ended so: " + outcomes);
    Set<String> surprising = new TreeSet<>(outcomes.keySet());
    surprising.removeAll(must);
    surprising.removeAll(may);
    surprising.remove(Outcome.REPLY);
    assertEquals(Set.of(), surprising, "nothing was to end so: " + outcomes);
    return report;
  }
}
