package org.zmqwebbridge.demo.blastbeat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;
import org.zmqwebbridge.demo.program.Program;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.demo.service.Python;

/**
 * The assembled demo: the server with one virtual host, and two nodes that do the same, but for
 * what they brew.
 *
 * <p>Owner thread: the caller's. Lifetime: from {@link #start} to {@link #close}, which leaves no
 * thread, process, port or file behind.
 */
public final class BlastbeatDemo implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String ROUTER = "tcp://127.0.0.1:5000"; // as in BlastBeat's own examples
  private static final String ROW = "  %-10s %-7s %-24s %s%n";

  private final BlastbeatOptions options;
  private final Optional<String> python;
  private final int port;
  private final String router;
  private final SiteFolder folder = new SiteFolder();
  private final List<Appliance> nodes = new ArrayList<>();
  private Bridge bridge; // null before it has started

  private BlastbeatDemo(BlastbeatOptions options) {
    this.options = options;
    this.python = options.language() == Language.JAVA ? Optional.empty() : Python.having("zmq");
    List<String> free = Ports.freeAddresses(2);
    String first = free.get(0);
    this.port = options.port() == 0 ? Ports.of(first) : options.port();
    this.router = options.port() == 0 ? free.get(1) : ROUTER;
    nodes.add(
        options.language() == Language.PYTHON ? python("node1", "tea") : java("node1", "tea"));
    nodes.add(python.isPresent() ? python("node2", "coffee") : java("node2", "coffee"));
  }

  /**
   * Starts everything.
   *
   * @throws RuntimeException if a port is taken, or Python is asked for and not there
   */
  public static BlastbeatDemo start(BlastbeatOptions options) {
    BlastbeatDemo demo = new BlastbeatDemo(options);
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
          "--nodes python needs a python3 that can import zmq; on Debian: apt install python3-zmq");
    }
    bridge = Bridge.builder().listenNowhere().blastbeat(config()).build().start();
    nodes.forEach(Appliance::plugIn);
    FirstAnswers.await(url());
  }

  private BlastbeatConfig config() {
    String[] names = nodes.stream().map(Appliance::name).toArray(String[]::new);
    return BlastbeatConfig.of(
        List.of(new BindSpec(HOST, port, false)),
        List.of(RouterSpec.parse(router)),
        List.of(VhostSpec.of(HOST + ":" + port, names).withAliases("localhost:" + port)));
  }

  private Outlet java(String name, String drink) {
    SiteFiles files = new SiteFiles(Optional.of(folder.path()));
    String does = "all of this page, and brews " + drink;
    return new Outlet(
        name, "Java", router, does, () -> new NodeService(router, name, drink, files));
  }

  private Program python(String name, String drink) {
    List<String> command =
        List.of(
            python.orElse("python3"),
            "-B",
            folder.program().toString(),
            router,
            name,
            drink,
            folder.path().toString());
    return new Program(name, "Python", router, "all of this page, and brews " + drink, command);
  }

  /** Where the page is, for example {@code http://127.0.0.1:8080/}. */
  public String url() {
    return "http://" + HOST + ":" + port + "/";
  }

  /** What is behind the server. */
  List<Appliance> nodes() {
    return List.copyOf(nodes);
  }

  /** What runs, for a person to read. */
  public String banner() {
    StringBuilder text = new StringBuilder();
    text.append("%nZmqWebBridge as BlastBeat: open %s%n%n".formatted(url()));
    text.append(ROW.formatted("node", "in", "connected to", "what it does"));
    for (Appliance one : nodes) {
      text.append(ROW.formatted(one.name(), one.kind(), one.address(), one.does()));
    }
    text.append(
        """

        From a terminal
          curl URLhello
          curl URLbrew/coffee
          curl --data-binary @FILE URLupload

        """
            .replace("URL", url()));
    text.append(pythonWords()).append(" Ctrl-C stops it all.\n");
    return text.toString();
  }

  private String pythonWords() {
    if (python.isPresent()) {
      return "Nodes in Python run with " + python.get() + ".";
    }
    return options.language() == Language.JAVA
        ? "Both nodes are in Java, as you asked."
        : "Both nodes are in Java: no python3 can import zmq (on Debian: apt install"
            + " python3-zmq).";
  }

  @Override
  public void close() {
    if (bridge != null) {
      bridge.close();
    }
    nodes.forEach(Appliance::close);
    folder.close();
  }
}
