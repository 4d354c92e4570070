package org.zmqwebbridge.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.demo.blastbeat.NodesPage;
import org.zmqwebbridge.demo.mongrel2.HandlersPage;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;

/**
 * What stands behind the pages of the other dialects: origins of GRIP, handlers of Mongrel2, nodes
 * of BlastBeat. Pages reach all three at the demo's own port, through routes of GRIP.
 *
 * <p>Owner thread: the caller's. Lifetime: from its making to {@link #close}.
 */
final class BackEnds implements AutoCloseable {
  private final GripOrigins origins = new GripOrigins();
  private final HandlersPage handlers = new HandlersPage();
  private final NodesPage nodes = new NodesPage();
  private final List<Appliance> all = new ArrayList<>();

  BackEnds() {
    all.addAll(origins.origins());
    all.addAll(handlers.handlers());
    all.addAll(nodes.nodes());
  }

  /** Each can be stopped. */
  List<Appliance> all() {
    return List.copyOf(all);
  }

  /** Where origins publish. */
  String publishers() {
    return origins.control();
  }

  /**
   * Adds the three dialects to a bridge.
   *
   * @param port of the pages
   */
  void addTo(BridgeBuilder bridge, int port) {
    List<String> lines = new ArrayList<>(origins.routes());
    lines.add("*,path_beg=/live/handlers/,replace_beg=/ " + handlers.address());
    lines.add("*,path_beg=/live/nodes/,replace_beg=/ " + nodes.address());
    List<GripRoute> routes = lines.stream().flatMap(line -> RouteLine.read(line).stream()).toList();
    bridge
        .grip(GripConfig.of(new RouteTable(routes)))
        .mongrel2(handlers.config())
        .blastbeat(nodes.config(port));
  }

  /** Starts them. */
  void plugIn() {
    all.forEach(Appliance::plugIn);
  }

  @Override
  public void close() {
    List<Appliance> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    reversed.forEach(Appliance::close);
    origins.close();
  }
}
