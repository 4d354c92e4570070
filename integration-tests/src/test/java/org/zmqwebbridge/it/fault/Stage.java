package org.zmqwebbridge.it.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.Limits;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Upgrade;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * A scene with a service, traffic between a page and it, and a proxy in the middle of that.
 *
 * <p>Owner thread: the scenario's.
 */
final class Stage implements AutoCloseable {
  /** The endpoint that a scenario is about. */
  static final String ENDPOINT = "tested";

  /** Silence of a page after which it is asked for a sign of life, and the time that it has. */
  static final long PING_MILLIS = 1_000;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<CompletableFuture<Void>> knocks = new ArrayList<>();
  private final Wire wire;
  private final Side side;
  private final Service service;
  private final FaultProxy link;
  private final Scene scene;
  private final Traffic traffic;

  /**
   * @param served starts the service; not asked for {@link Pattern#REP}, where a page serves
   * @param sharesService whether the bystander uses the tested service too, where only a page's own
   *     connection breaks
   * @param pingMillis how long a page may be silent, twice
   */
  Stage(
      Pattern pattern,
      Supplier<Service> served,
      Wire wire,
      Side side,
      boolean sharesService,
      long pingMillis,
      long seed) {
    this.wire = wire;
    this.side = side;
    try {
      service = pattern == Pattern.REP ? null : keep(served.get());
      int port = service == null ? FreePort.find() : service.port();
      FaultProxy behind = side == Side.SERVICE ? keep(FaultProxy.before(port, seed)) : null;
      int reached = behind == null ? port : behind.port();
      scene = keep(scene(pattern, pattern == Pattern.REP ? port : reached, pingMillis));
      link = side == Side.PAGE ? keep(FaultProxy.before(bridge().port(), seed)) : behind;
      traffic = keep(traffic(pattern, reached));
      if (side == Side.PAGE && pattern == Pattern.REQ && sharesService) {
        scene.begins(Scene.STEADY, ENDPOINT);
      } else {
        scene.begins(Scene.STEADY);
      }
    } catch (RuntimeException | AssertionError failure) {
      close();
      throw failure;
    }
  }

  private <T extends AutoCloseable> T keep(T made) {
    opened.add(made);
    return made;
  }

  private Scene scene(Pattern pattern, int port, long pingMillis) {
    SocketType type =
        switch (pattern) {
          case REQ, RPC -> SocketType.REQ;
          case SUB -> SocketType.SUB;
          case REP -> SocketType.REP;
        };
    EndpointSpec plain =
        EndpointSpec.of(ENDPOINT, type, ZmqEndpoint.parse("tcp://127.0.0.1:" + port));
    EndpointSpec endpoint = service == null ? plain : service.reached(plain);
    return new Scene(
        wire,
        b ->
            b.endpoint(endpoint)
                .limits(
                    Limits.edge(
                        "pingMillis",
                        pingMillis,
                        "pongMillis",
                        pingMillis,
                        "handshakeMillis",
                        Scene.HANDSHAKE_MILLIS)));
  }

  private Traffic traffic(Pattern pattern, int reached) {
    return switch (pattern) {
      case REQ -> new ReqTraffic(this::page, Speech.ECHO, side == Side.PAGE, books());
      case RPC -> new ReqTraffic(this::page, Speech.RPC, side == Side.PAGE, books());
      case SUB -> new SubTraffic(this::page, (Newspaper) service, books());
      case REP -> new RepTraffic(this::page, reached, books());
    };
  }

  private RawPage page() {
    return RawPage.open(Upgrade.to(wire, side == Side.PAGE ? link.port() : bridge().port()));
  }

  Scene scene() {
    return scene;
  }

  Books books() {
    return scene.books();
  }

  TestBridge bridge() {
    return scene.bridge();
  }

  /** What stands between the two that a fault is to part. */
  FaultProxy link() {
    return link;
  }

  Service service() {
    return service;
  }

  Traffic traffic() {
    return traffic;
  }

  Bystander bystander() {
    return scene.bystander();
  }

  /** Anyone who is asked takes it and does not answer. */
  void freeze() {
    if (traffic instanceof RepTraffic rep) {
      rep.silent(true);
    } else {
      service.freeze();
    }
  }

  /** Waits until the requests that have left their page are with whom they are for. */
  void awaitArrival() {
    if (traffic instanceof RepTraffic rep) {
      rep.awaitUnanswered();
    } else {
      bystander().awaitRounds();
    }
  }

  /** Anyone who is asked answers again. */
  void thaw() {
    if (traffic instanceof RepTraffic rep) {
      rep.silent(false);
    } else {
      service.thaw();
    }
  }

  /** Another page tries to come in, and leaves again; nobody waits for it. */
  void knock() {
    if (side == Side.PAGE) {
      knocks.add(CompletableFuture.runAsync(this::tryToComeIn));
    }
  }

  private void tryToComeIn() {
    try {
      page().cut();
    } catch (RuntimeException | AssertionError shut) {
      // as is to be expected
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> parts = new ArrayList<>(opened);
    Collections.reverse(parts);
    Scene.closeAll(parts);
    knocks.forEach(CompletableFuture::join);
  }
}
