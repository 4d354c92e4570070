package org.zmqwebbridge.blastbeat;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.observe.AskTally;

/**
 * Nodes and hosts, as they were at one moment.
 *
 * <p>Immutable, but for tallies.
 *
 * @param nodes in the order in which they were configured
 */
public record Snapshot(List<OfNode> nodes, List<OfVhost> vhosts) {
  private static final String AVAILABLE = "available";

  /** Nothing. */
  static final Snapshot EMPTY = new Snapshot(List.of(), List.of());

  public Snapshot {
    nodes = List.copyOf(nodes);
    vhosts = List.copyOf(vhosts);
  }

  /**
   * A node.
   *
   * @param state {@code off}, {@code available} or {@code draining}
   * @param sessions that it has
   * @param requests that it was told of since the start
   * @param losses how often it has gone
   * @param waiting messages that it does not take now
   * @param silentMillis since it was heard last; -1: it never was
   * @param asks the same requests; one is under way until the node begins to answer
   */
  public record OfNode(
      String name,
      String state,
      int weight,
      int sessions,
      long requests,
      long losses,
      int waiting,
      long silentMillis,
      AskTally asks) {
    /** Whether it takes sessions. */
    boolean isAvailable() {
      return state.equals(AVAILABLE);
    }
  }

  /**
   * A host.
   *
   * @param nodes their names
   * @param groups with a member
   * @param kept answers and pieces
   * @param keptBytes what these take
   */
  public record OfVhost(
      String name, List<String> nodes, int sessions, int groups, int kept, long keptBytes) {
    public OfVhost {
      nodes = List.copyOf(nodes);
    }
  }

  List<String> nodeNames() {
    return nodes.stream().map(OfNode::name).distinct().toList();
  }

  List<String> hostNames() {
    return vhosts.stream().map(OfVhost::name).toList();
  }

  /** The node of this name. */
  Optional<OfNode> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** The host of this name. */
  Optional<OfVhost> host(String name) {
    return vhosts.stream().filter(host -> host.name().equals(name)).findFirst();
  }

  /** How many nodes take sessions. */
  int available() {
    return (int) nodes.stream().filter(OfNode::isAvailable).count();
  }

  /** How many messages wait for nodes. */
  int waiting() {
    return nodes.stream().mapToInt(OfNode::waiting).sum();
  }

  /** What is kept, in bytes. */
  long cacheBytes() {
    return vhosts.stream().mapToLong(OfVhost::keptBytes).sum();
  }
}
