package org.zmqwebbridge.demo.blastbeat;

import java.util.List;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Ports;

/**
 * What {@code nodes.html} speaks to: a BlastBeat server on a port of its own, and two nodes that do
 * the same, but for what they brew.
 *
 * <p>Owner thread: the caller's. Lifetime: from its making until each node is closed.
 */
public final class NodesPage {
  private static final String HOST = "127.0.0.1";

  private final int port;
  private final String router;
  private final List<Appliance> nodes;

  /** Picks free ports; nothing runs yet. */
  public NodesPage() {
    List<String> free = Ports.freeAddresses(2);
    this.port = Ports.of(free.get(0));
    this.router = free.get(1);
    this.nodes = List.of(node("node1", "tea"), node("node2", "coffee"));
  }

  private Outlet node(String name, String drink) {
    return new Outlet(
        name,
        "node",
        router,
        "brews " + drink,
        () -> new NodeService(router, name, drink, SiteFiles.NONE));
  }

  /** Where the server is, for example {@code 127.0.0.1:28080}. */
  public String address() {
    return HOST + ":" + port;
  }

  /** The nodes, each of which can be stopped. */
  public List<Appliance> nodes() {
    return nodes;
  }

  /**
   * What the server is told.
   *
   * @param pagesPort the port that browsers name, since the bridge passes their {@code Host} on
   */
  public BlastbeatConfig config(int pagesPort) {
    String[] names = nodes.stream().map(Appliance::name).toArray(String[]::new);
    return BlastbeatConfig.of(
        List.of(new BindSpec(HOST, port, false)),
        List.of(RouterSpec.parse(router)),
        List.of(VhostSpec.of(HOST + ":" + pagesPort, names).withAliases("localhost:" + pagesPort)));
  }
}
