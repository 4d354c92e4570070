package org.zmqwebbridge.it.fault;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.zmq.HostResolver;

/** A service is named, and the name has no address, or nobody says which, or another. */
final class NameScenarios {
  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";

  private NameScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "requests wait for a service whose name has no address yet", NameScenarios::dead),
        new Scenario("requests wait for a service whose name nobody looks up", NameScenarios::mute),
        new Scenario("a service that moves is found at its new address", NameScenarios::moved),
        new Scenario(
            "a service that restarts while its name is lost is there again", NameScenarios::lost));
  }

  /** A resolver that knows what it is told. */
  private static final class Names implements HostResolver {
    private final Queue<CompletableFuture<InetAddress>> unanswered = new ConcurrentLinkedQueue<>();
    private volatile String address;
    private volatile boolean silent;

    void know(String now) {
      address = now;
      silent = false;
      unanswered.forEach(this::answer);
    }

    void forget() {
      address = null;
    }

    void fallSilent() {
      silent = true;
    }

    @Override
    public CompletionStage<InetAddress> resolve(String host) {
      CompletableFuture<InetAddress> answer = new CompletableFuture<>();
      if (silent) {
        unanswered.add(answer);
      } else {
        answer(answer);
      }
      return answer;
    }

    private void answer(CompletableFuture<InetAddress> to) {
      try {
        if (address == null) {
          throw new UnknownHostException("service.test");
        }
        to.complete(InetAddress.getByName(address));
      } catch (UnknownHostException unknown) {
        to.completeExceptionally(unknown);
      }
    }
  }

  private static Scene scene(Names names, int port) {
    String address = "tcp://service.test:" + port;
    Scene scene =
        new Scene(
            Wire.CLEAR, b -> b.endpoint(Stage.ENDPOINT, SocketType.REQ, address).resolver(names));
    scene.begins(Scene.STEADY);
    return scene;
  }

  private static Traffic traffic(Scene scene) {
    return new ReqTraffic(scene.bridge()::page, Speech.ECHO, false, scene.books());
  }

  private static PythonPeer echo(String host, int port) {
    PythonPeer echo = PythonPeer.start("echo", Integer.toString(port), host);
    echo.expect("port " + port);
    return echo;
  }

  private static Scenario.Report dead(long seed) {
    return untilKnown(new Names());
  }

  private static Scenario.Report mute(long seed) {
    Names names = new Names();
    names.fallSilent();
    return untilKnown(names);
  }

  private static Scenario.Report untilKnown(Names names) {
    int port = FreePort.find();
    PythonPeer service = echo(FIRST, port);
    try (Scene scene = scene(names, port);
        Traffic traffic = traffic(scene)) {
      traffic.some();
      scene.bystander().awaitRounds();
      names.know(FIRST);
      return scene.settled(scene.millisUntilWorking(traffic));
    } finally {
      service.kill();
    }
  }

  private static Scenario.Report moved(long seed) {
    Names names = new Names();
    names.know(FIRST);
    int port = FreePort.find();
    PythonPeer first = echo(FIRST, port);
    PythonPeer second = echo(SECOND, port);
    try (Scene scene = scene(names, port);
        Traffic traffic = traffic(scene)) {
      scene.millisUntilWorking(traffic);
      names.know(SECOND);
      first.kill();
      traffic.some();
      return scene.settled(scene.millisUntilWorking(traffic));
    } finally {
      first.kill();
      second.kill();
    }
  }

  private static Scenario.Report lost(long seed) {
    Names names = new Names();
    names.know(FIRST);
    try (Service service = Service.of(Peer.LIBZMQ, Speech.ECHO);
        Scene scene = scene(names, service.port());
        Traffic traffic = traffic(scene)) {
      scene.millisUntilWorking(traffic);
      names.forget();
      service.kill();
      traffic.some();
      scene.bystander().awaitRounds();
      service.start();
      return scene.settled(scene.millisUntilWorking(traffic));
    }
  }
}
