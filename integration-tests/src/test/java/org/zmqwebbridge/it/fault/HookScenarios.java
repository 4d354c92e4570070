package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.Wire;

/** The application's hooks fail while pages connect; who is connected goes on. */
final class HookScenarios {
  private static final long HOOK_MILLIS = 1_000;

  /** More than there are threads for hooks. */
  private static final int PAGES = 40;

  private static final int BEHIND = 3;

  private HookScenarios() {}

  /** What a hook does. */
  private enum Mood {
    ALLOWS,
    THROWS,
    NEVER_ANSWERS,
    BLOCKS,
    ANSWERS_LATER
  }

  private static final class MoodyHook extends Authorizer {
    private volatile Mood mood = Mood.ALLOWS;
    private final CompletableFuture<Decision> answer = new CompletableFuture<>();

    private Decision decision() {
      return switch (mood) {
        case ALLOWS -> Decision.ALLOW;
        case THROWS -> throw new IllegalStateException("the hook fails, as it is told to");
        case NEVER_ANSWERS -> Decision.later(new CompletableFuture<>());
        case BLOCKS -> answer.join();
        case ANSWERS_LATER -> Decision.later(answer);
      };
    }

    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return decision();
    }

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return decision();
    }
  }

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "connects whose hook throws are refused, and what waits behind them has its error",
            seed -> connects(Mood.THROWS)),
        new Scenario(
            "connects whose hook never answers are refused at its deadline",
            seed -> connects(Mood.NEVER_ANSWERS)),
        new Scenario(
            "connects whose hook blocks all its threads are refused at its deadline",
            seed -> connects(Mood.BLOCKS)),
        new Scenario(
            "requests behind connects whose hook answers later are all answered",
            seed -> connects(Mood.ANSWERS_LATER)),
        new Scenario("handshakes whose hook throws get a 403", seed -> handshakes(Mood.THROWS)),
        new Scenario(
            "handshakes whose hook never answers get a 403 at its deadline",
            seed -> handshakes(Mood.NEVER_ANSWERS)));
  }

  private static Scene scene(BackEnd service, MoodyHook hook) {
    Scene scene =
        new Scene(
            Wire.CLEAR,
            b ->
                b.endpoint(Stage.ENDPOINT, SocketType.REQ, service.address())
                    .authorizer(hook)
                    .hookMillis(HOOK_MILLIS));
    scene.begins(Scene.STEADY);
    return scene;
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static Scenario.Report connects(Mood mood) {
    MoodyHook hook = new MoodyHook();
    List<RawPage> pages = new ArrayList<>();
    try (BackEnd service = BackEnd.echo();
        Scene scene = scene(service, hook)) {
      for (int i = 0; i < PAGES; i++) {
        pages.add(scene.bridge().page());
      }
      hook.mood = mood;
      long begin = System.nanoTime();
      pages.forEach(HookScenarios::connect);
      scene.bystander().awaitRounds();
      boolean allowed = mood == Mood.ANSWERS_LATER;
      if (allowed) {
        hook.answer.complete(Decision.ALLOW);
      }
      pages.forEach(page -> expectOutcomes(page, allowed));
      final long slowestMillis = millisSince(begin);
      hook.mood = Mood.ALLOWS;
      hook.answer.complete(Decision.DENY);
      long over = System.nanoTime();
      pages.forEach(page -> page.connected("again", Stage.ENDPOINT, Json.REQ));
      pages.forEach(page -> page.send("again", "hello").expect("again", "hello"));
      long recoveryMillis = millisSince(over);
      pages.forEach(RawPage::close);
      scene.settled(recoveryMillis);
      String outcome = allowed ? Outcome.REPLY : "not_connected";
      return new Scenario.Report(
          recoveryMillis, slowestMillis, Map.of(outcome, (long) PAGES * BEHIND));
    }
  }

  private static void connect(RawPage page) {
    page.connect("a", Stage.ENDPOINT, Json.REQ);
    for (int i = 0; i < BEHIND; i++) {
      page.send("a", "behind " + i);
    }
  }

  private static void expectOutcomes(RawPage page, boolean allowed) {
    if (allowed) {
      page.expectConnected("a");
    } else {
      page.expectRefused("a", "not_allowed");
    }
    for (int i = 0; i < BEHIND; i++) {
      if (allowed) {
        page.expect("a", "behind " + i);
      } else {
        page.expectError("a", "not_connected");
      }
    }
  }

  private static Scenario.Report handshakes(Mood mood) throws IOException {
    MoodyHook hook = new MoodyHook();
    List<Socket> waiting = new ArrayList<>();
    try (BackEnd service = BackEnd.echo();
        Scene scene = scene(service, hook)) {
      hook.mood = mood;
      long begin = System.nanoTime();
      for (int i = 0; i < PAGES; i++) {
        waiting.add(scene.bridge().upgrade().send());
      }
      scene.bystander().awaitRounds();
      for (Socket socket : waiting) {
        assertEquals(403, Upgrade.status(Upgrade.head(socket)));
        socket.close();
      }
      final long slowestMillis = millisSince(begin);
      hook.mood = Mood.ALLOWS;
      long over = System.nanoTime();
      scene.bridge().page().close();
      long recoveryMillis = millisSince(over);
      scene.settled(recoveryMillis);
      return new Scenario.Report(recoveryMillis, slowestMillis, Map.of());
    }
  }
}
