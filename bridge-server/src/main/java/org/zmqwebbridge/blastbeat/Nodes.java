package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.NodeSpec;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/**
 * All nodes with their routers, and whether they are there: each is asked when it was silent, and
 * all are whenever a connection of one of them comes or goes.
 *
 * <p>Owner thread: the loop's. Lifetime: the dialect's.
 */
final class Nodes {
  private static final Logger log = LoggerFactory.getLogger(Nodes.class);
  private static final int SILENT_PINGS = 3;
  private static final int LOOKS = 3;

  private final House house;
  private final Map<RouterSpec, NodeRouter> routers = new LinkedHashMap<>();
  private final Set<Node> all = new LinkedHashSet<>();
  private final Set<Node> stuffed = new LinkedHashSet<>(); // something waits for them
  private int looks; // ticks in which all are asked, because somebody has come or gone

  Nodes(House house) {
    this.house = house;
  }

  Collection<Node> all() {
    return all;
  }

  /**
   * Binds what a configuration binds that was not bound before, and unbinds what it does not name.
   *
   * @param isPatient goes on trying where an address is still held
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  void bind(BlastbeatConfig config, boolean isPatient) {
    List<RouterSpec> wanted = config.allRouters();
    for (NodeRouter router : List.copyOf(routers.values())) {
      if (!wanted.contains(router.spec())) {
        routers.remove(router.spec());
        router.close();
      }
    }
    for (RouterSpec spec : wanted) {
      if (!routers.containsKey(spec)) {
        NodeRouter router = new NodeRouter(spec, house);
        router.open(isPatient);
        routers.put(spec, router);
      }
    }
  }

  /** The nodes of a host; those that were there before are the same. */
  List<Node> of(BlastbeatConfig config, VhostSpec vhost) {
    List<NodeRouter> at = config.routersOf(vhost).stream().map(routers::get).toList();
    return vhost.nodes().stream().map(spec -> node(spec, at)).toList();
  }

  private Node node(NodeSpec spec, List<NodeRouter> at) {
    Node found = null;
    for (NodeRouter router : at) {
      found = found == null ? router.node(spec.name().getBytes(UTF_8)) : found;
    }
    Node node = found == null ? new Node(spec.name(), house) : found;
    node.connectsTo(at);
    node.weigh(spec.weight());
    all.add(node);
    return node;
  }

  /** Only these are allowed any more; the sessions of others end with them. */
  void retain(Set<Node> named) {
    for (Node node : List.copyOf(all)) {
      if (!named.contains(node)) {
        all.remove(node);
        node.connectsTo(List.of());
        lose(node, Refusal.NODE_LOST, "it is not configured any more");
      }
    }
  }

  // Whether they are there

  /** One has said something. */
  void hear(Node node, NodeRouter router) {
    if (node.hear(house.now(), router)) {
      log.info("node {} is there", node.name());
    }
  }

  /** Who has gone cannot be sent anything. */
  void look() {
    looks = LOOKS;
    lookNow();
  }

  private void lookNow() {
    long now = house.now();
    for (Node node : List.copyOf(all)) {
      ask(node, now);
    }
    house.flush();
  }

  void onTick(long now) {
    routers.values().forEach(NodeRouter::onTick);
    if (looks > 0) {
      looks--;
      lookNow();
    }
    long period = TimeUnit.MILLISECONDS.toNanos(house.config().options().pingMillis());
    for (Node node : List.copyOf(all)) {
      if (node.isToBePinged(now, period)) {
        ask(node, now);
      }
      if (node.isAlive() && node.isSilent(now, SILENT_PINGS * period)) {
        lose(node, Refusal.SILENT, "it was silent for " + node.silentMillis(now) + " ms");
      }
    }
    goOn();
  }

  private void ask(Node node, long now) {
    if (!node.ping(now) && node.isAlive()) {
      lose(node, Refusal.NODE_LOST, "its connection has ended");
    }
  }

  /** A node has gone: its sessions are told, one by one. */
  void lose(Node node, Refusal refusal, String why) {
    if (node.isAlive()) {
      house.counters().increment(Counter.BLASTBEAT_NODES_LOST);
      log.warn("node {} is OFF: {}; it had {} sessions", node.name(), why, node.load());
    }
    for (Session session : node.lose()) {
      session.onNodeLost(refusal);
    }
    house.flush();
  }

  // What waits for them

  /** Something waits for one. */
  void stuff(Node node) {
    stuffed.add(node);
  }

  /** How many messages wait. */
  int waiting() {
    return all.stream().mapToInt(Node::waiting).sum();
  }

  /** They may take something again. */
  void goOn() {
    if (!stuffed.isEmpty()) {
      stuffed.removeIf(Node::goOn);
    }
  }

  /** Unbinds all. */
  void close() {
    routers.values().forEach(NodeRouter::close);
    routers.clear();
  }
}
