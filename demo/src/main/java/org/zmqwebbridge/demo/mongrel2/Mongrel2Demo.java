package org.zmqwebbridge.demo.mongrel2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;
import org.zmqwebbridge.demo.program.Program;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Python;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * The assembled demo: the server, and its handlers.
 *
 * <p>Owner thread: the caller's. Lifetime: from {@link #start} to {@link #close}, which leaves no
 * thread, process, port or file behind.
 */
public final class Mongrel2Demo implements AutoCloseable {
  private static final String UUID = "c0ffee00-6767-4e67-8e67-000000000001";
  private static final String HOST = "127.0.0.1";
  private static final int KINDS = 5; // of handlers
  private static final String ROW = "  %-8s %-7s %-34s %s%n";

  private final Mongrel2Options options;
  private final Optional<String> python;
  private final Workshop workshop = new Workshop();
  private final List<Appliance> handlers = new ArrayList<>();
  private final List<RouteSpec> routes = new ArrayList<>();
  private Bridge bridge; // null before it has started

  private Mongrel2Demo(Mongrel2Options options, List<Addresses> at) {
    this.options = options;
    this.python = options.language() == Language.JAVA ? Optional.empty() : Python.having("zmq");
    site(at.get(0));
    hello(at.get(1));
    chat(at.get(2));
    radio(at.get(3));
    upload(at.get(4));
  }

  /**
   * Starts everything.
   *
   * @throws RuntimeException if a port is taken, or Python is asked for and not there
   */
  public static Mongrel2Demo start(Mongrel2Options options) {
    List<Addresses> at = options.port() == 0 ? Addresses.free(KINDS) : Addresses.fixed(KINDS);
    Mongrel2Demo demo = new Mongrel2Demo(options, at);
    try {
      demo.open();
      return demo;
    } catch (RuntimeException | Error failed) { // its processes would outlive this one
      demo.close();
      throw failed;
    }
  }

  private void open() {
    if (options.language() == Language.PYTHON && python.isEmpty()) {
      throw new IllegalStateException(
          "--handlers python needs a python3 that can import zmq; on Debian: apt install"
              + " python3-zmq");
    }
    bridge = Bridge.builder().listenNowhere().mongrel2(config()).build().start();
    handlers.forEach(Appliance::plugIn);
  }

  private Mongrel2Config config() {
    HostSpec host = new HostSpec("localhost", "localhost", false, routes);
    ServerSpec server =
        new ServerSpec(
            UUID,
            "demo",
            HOST,
            options.port(),
            false,
            "localhost",
            "",
            "",
            "",
            "",
            "",
            ServerSpec.DEFAULT_ERROR_LOG_LEVEL,
            List.of(host),
            List.of(),
            List.of());
    Map<String, String> settings =
        Map.of(
            "upload.temp_store",
            workshop.uploads().resolve("upload.XXXXXX").toString(),
            "zwb.handler_timeout",
            "30");
    return new Mongrel2Config(List.of(server), settings, Map.of());
  }

  private void route(String path, Addresses at) {
    HandlerSpec spec =
        new HandlerSpec(at.sendSpec(), UUID, at.recvSpec(), UUID, true, HandlerProtocol.JSON);
    routes.add(new RouteSpec(path, false, spec));
  }

  private void site(Addresses at) {
    route("/", at);
    handlers.add(java("site", "this page", at, new SiteWork()));
  }

  /** Both, where there are both: requests go to one after the other. */
  private void hello(Addresses at) {
    route("/hello", at);
    handlers.add(java("hello", "says hello", at, new HelloWork("Java")));
    python.ifPresent(one -> handlers.add(python(one, "hello", "says hello in turn", at)));
  }

  private void chat(Addresses at) {
    route("/chat", at);
    route("@chat", at);
    String does = "a chat of pages and terminals";
    handlers.add(
        python.isPresent()
            ? python(python.get(), "chat", does, at)
            : java("chat", does, at, new ChatWork()));
  }

  private void radio(Addresses at) {
    route("/radio.mp3", at);
    handlers.add(java("radio", "one MP3 stream to all", at, new RadioWork()));
  }

  private void upload(Addresses at) {
    route("/upload", at);
    String does = "takes files, says how far they are";
    handlers.add(
        python.isPresent()
            ? python(python.get(), "upload", does, at, workshop.uploads().toString())
            : java("upload", does, at, new UploadWork(workshop.uploads())));
  }

  private static Outlet java(String name, String does, Addresses at, Work work) {
    return new Outlet(name, "Java", at.words(), does, () -> new HandlerService(at, work));
  }

  private Program python(
      String interpreter, String name, String does, Addresses at, String... more) {
    String program = workshop.program(name).toString();
    List<String> command = new ArrayList<>(List.of(interpreter, "-B", program));
    command.addAll(List.of(at.sendSpec(), at.recvSpec()));
    command.addAll(List.of(more));
    return new Program(name, "Python", at.words(), does, command);
  }

  /** Where the page is, for example {@code http://127.0.0.1:6767/}. */
  public String url() {
    return "http://" + HOST + ":" + bridge.mongrel2Port(UUID) + "/";
  }

  /** What is behind the server. */
  List<Appliance> handlers() {
    return List.copyOf(handlers);
  }

  /** What runs, for a person to read. */
  public String banner() {
    StringBuilder text = new StringBuilder();
    text.append("%nZmqWebBridge as Mongrel2: open %s%n%n".formatted(url()));
    text.append(ROW.formatted("handler", "in", "send_spec and recv_spec", "what it does"));
    for (Appliance one : handlers) {
      text.append(ROW.formatted(one.name(), one.kind(), one.address(), one.does()));
    }
    text.append(
        """

        From a terminal
          curl URLhello
          curl -T FILE -X POST URLupload
          mpv URLradio.mp3
          python3 handlers/python/chat_client.py PORT Ada

        """
            .replace("URL", url())
            .replace("PORT", String.valueOf(bridge.mongrel2Port(UUID))));
    text.append(pythonWords()).append(" Ctrl-C stops it all.\n");
    return text.toString();
  }

  private String pythonWords() {
    if (python.isPresent()) {
      return "Handlers in Python run with " + python.get() + ".";
    }
    return options.language() == Language.JAVA
        ? "All handlers are in Java, as you asked."
        : "All handlers are in Java: no python3 can import zmq (on Debian: apt install"
            + " python3-zmq).";
  }

  @Override
  public void close() {
    if (bridge != null) {
      bridge.close();
    }
    handlers.forEach(Appliance::close);
    workshop.close();
  }
}
