package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Target;

/**
 * What a load runs against, and what runs behind that: the bridge of the URL, or else one of the
 * tool's own in a process beside it. Echo service and publisher are threads of this process, as the
 * publisher's clock must be the subscribers'.
 *
 * <p>Owner thread: main. Lifetime: one load's; closing it ends what it has started.
 */
final class Site implements AutoCloseable {
  private static final String FREE_PORT = "tcp://127.0.0.1:0";
  private static final String NOBODY = "tcp://127.0.0.1:1";

  private final Options options;
  private final Target target;
  private final List<AutoCloseable> started;
  private final Publisher publisher;
  private final EmbeddedBridge bridge;

  private Site(
      Options options,
      Target target,
      List<AutoCloseable> started,
      Publisher publisher,
      EmbeddedBridge bridge) {
    this.options = options;
    this.target = target;
    this.started = started;
    this.publisher = publisher;
    this.bridge = bridge;
  }

  static Site open(Options options, Progress progress) {
    Optional<Long> unused = options.pid("--cpu-pid"); // wrong ones are told before anything runs
    List<AutoCloseable> started = new ArrayList<>();
    try {
      Publisher publisher = publisher(options);
      if (publisher != null) {
        started.add(publisher);
      }
      EmbeddedBridge bridge = null;
      if (!options.isSet("--url")) {
        progress.say("starting a bridge");
        bridge = EmbeddedBridge.start(settings(options, publisher, started));
        started.add(bridge);
      }
      String url = bridge == null ? options.required("--url") : bridge.url();
      Target target = target(options, url);
      return new Site(options, target, started, publisher, bridge);
    } catch (RuntimeException failure) {
      close(started);
      throw failure;
    }
  }

  private static Target target(Options options, String url) {
    Optional<String> origin = options.text("--origin");
    boolean insecure = options.isSet("--insecure");
    return options.over().isDoor()
        ? Target.ofDoors(url, origin, insecure)
        : Target.of(url, origin, insecure);
  }

  private static Publisher publisher(Options options) {
    if (options.mode() == Mode.TOPICS) {
      int size = options.count("--size", Serial.DIGITS, 1 << 20);
      return Publisher.start(
          options.text("--publish").orElse(FREE_PORT), size, TopicsLoad.topics(options));
    }
    if (options.mode() != Mode.SUBSCRIBERS
        || (options.isSet("--url") && !options.isSet("--publish"))) {
      return null;
    }
    int size = options.count("--size", Serial.DIGITS, 1 << 20);
    return Publisher.start(options.text("--publish").orElse(FREE_PORT), size, List.of());
  }

  private static List<String> settings(
      Options options, Publisher publisher, List<AutoCloseable> started) {
    String type = "SUB";
    String address = publisher == null ? NOBODY : publisher.address();
    if (options.mode() == Mode.REQUESTS || options.mode() == Mode.POLITE) {
      EchoService echo = EchoService.start();
      started.add(echo);
      type = "REQ";
      address = echo.address();
    }
    String endpoint = "endpoints." + options.required("--endpoint");
    List<String> settings = new ArrayList<>();
    settings.add("listen=127.0.0.1:0");
    settings.add("management=127.0.0.1:0");
    settings.add("limits.maxConnectionsPerAddress=0");
    settings.add(endpoint + ".type=" + type);
    settings.add(endpoint + ".address=" + address);
    if (options.over() == Over.POLL) {
      settings.add(endpoint + ".replay=true");
    }
    settings.addAll(options.settings());
    return settings;
  }

  /** A new loop for this target. */
  LoadLoop loop() {
    return new LoadLoop(options.mode() == Mode.TOPICS ? target.speaking("zwb.2") : target);
  }

  /** The way that the load takes. */
  Over over() {
    return options.over();
  }

  /** Makes subscriptions by that way. */
  Supplier<Subscription> subscriptions(Reception.Listener listener) {
    if (!over().isDoor()) {
      Door door = door(Door.SUB);
      return () -> new Subscriber(door, listener, false);
    }
    HttpDoor door = httpDoor();
    return over() == Over.SSE
        ? () -> new EventSubscriber(door, listener)
        : () -> new PollSubscriber(door, listener);
  }

  /** Makes pages with so many REQ sockets each. */
  Function<Asker.Listener, Asker.Holder> sockets(int inFlight, int size) {
    Door door = door(Door.REQ);
    return listener -> new SocketsPage(door, inFlight, size, listener);
  }

  /** Makes those that post. */
  Function<Asker.Listener, Asker.Holder> posts(int size) {
    HttpDoor door = httpDoor();
    return listener -> new PostPage(door, size, listener);
  }

  private HttpDoor httpDoor() {
    return HttpDoor.of(
        target, over(), options.required("--endpoint"), options.required("--credentials"));
  }

  Door door(int socketType) {
    return new Door(options.required("--endpoint"), socketType, options.required("--credentials"));
  }

  /** The publisher, if the publications are the tool's. */
  Optional<Publisher> publisher() {
    return Optional.ofNullable(publisher);
  }

  /** The bridge's process, if it is known. */
  Optional<Long> bridgePid() {
    Optional<Long> told = options.pid("--cpu-pid");
    return told.isPresent() ? told : Optional.ofNullable(bridge).map(EmbeddedBridge::pid);
  }

  /** The management listener of a bridge that was started here. */
  Optional<Management> management() {
    return Optional.ofNullable(bridge).map(EmbeddedBridge::management);
  }

  /** What every result says about its load first. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bridge", bridge == null ? target.toString() : "of its own, default settings");
    if (!options.settings().isEmpty()) {
      settings.put("bridge", "of its own, " + String.join(", ", options.settings()));
    }
    settings.put("endpoint", options.required("--endpoint"));
    if (over().isDoor()) {
      settings.put("over", over().word() + ": " + httpDoor().name());
    }
    return settings;
  }

  @Override
  public void close() {
    close(started);
  }

  /** In the reverse order, so that nobody loses what it is connected to. */
  private static void close(List<AutoCloseable> started) {
    for (int i = started.size() - 1; i >= 0; i--) {
      try {
        started.get(i).close();
      } catch (Exception failure) {
        System.err.println("bench: " + failure.getMessage());
      }
    }
  }
}
