package org.zmqwebbridge.blastbeat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.blastbeat.config.VhostSpec;

/**
 * One host: its nodes, its groups, and what they have had kept.
 *
 * <p>Owner thread: the loop's, but for {@link #spec} and {@link #isFull}, which are for any.
 * Lifetime: as long as a configuration has its name, or a session is its.
 */
final class Vhost {
  private final House house;
  private final AnswerCache cache;
  private final Map<String, Group> groups = new HashMap<>();
  private volatile VhostSpec spec;
  private volatile int sessions;
  private List<Node> nodes = List.of();
  private Bandwidth bandwidth; // null: it has no limit

  Vhost(VhostSpec spec, House house) {
    this.house = house;
    this.spec = spec;
    this.cache = new AnswerCache(house.memory(), house.counters());
  }

  VhostSpec spec() {
    return spec;
  }

  /** From now on, it is this. */
  void become(VhostSpec changed, List<Node> named) {
    spec = changed;
    nodes = List.copyOf(named);
    cache.limit(changed.options().cacheBytes(), house.config().limits().maxCachedEntries());
    int kbits = changed.options().bandwidthKbits();
    if (kbits == 0) {
      bandwidth = null;
    } else if (bandwidth == null) {
      bandwidth = new Bandwidth(kbits, house);
    } else {
      bandwidth.limit(kbits);
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  AnswerCache cache() {
    return cache;
  }

  /** How many sessions it has. */
  int sessions() {
    return sessions;
  }

  /** Whether it has as many sessions as it may. */
  boolean isFull() {
    int most = spec.options().sessions();
    return most > 0 && sessions >= most;
  }

  void count(int more) {
    int before = sessions; // one writer
    sessions = before + more;
  }

  /** The same carrier, within this host's bandwidth. */
  Carrier paced(Carrier carrier) {
    return bandwidth == null ? carrier : bandwidth.pace(carrier);
  }

  void onTick(long now) {
    if (bandwidth != null) {
      bandwidth.onTick(now);
    }
  }

  // Nodes

  /**
   * The node that a session goes to: that with the least load for its weight, the first of equals.
   *
   * @param except is taken only where there is no other; {@code null}: all are alike
   * @return {@code null}: none is there
   */
  Node choose(Node except) {
    Node best = null;
    for (Node node : nodes) {
      boolean isCandidate = node.state() == Node.State.AVAILABLE && node != except;
      if (isCandidate && (best == null || isLess(node, best))) {
        best = node;
      }
    }
    boolean isAlone = best == null && except != null && except.state() == Node.State.AVAILABLE;
    return isAlone ? except : best;
  }

  private static boolean isLess(Node node, Node other) {
    return (long) node.load() * other.weight() < (long) other.load() * node.weight();
  }

  // Groups

  /** The group of this name; {@code null}: nobody is in it. */
  Group group(String name) {
    return groups.get(name);
  }

  int groups() {
    return groups.size();
  }

  /** A session joins a group; false: there is no room. */
  boolean join(Session session, String name) {
    Group group = groups.get(name);
    if (group != null && session.membership().isIn(group)) {
      return true;
    }
    int most = house.limits().maxGroups();
    boolean hasRoom =
        session.membership().groups() < most
            && (group == null
                ? groups.size() < house.config().limits().maxGroups()
                : group.members().size() < house.config().limits().maxGroupMembers());
    if (!hasRoom) {
      return false;
    }
    if (group == null) {
      group = new Group(name);
      groups.put(name, group);
    }
    group.add(session);
    session.membership().join(group);
    return true;
  }

  void leave(Session session, String name) {
    Group group = groups.get(name);
    if (group != null) {
      leave(session, group);
    }
  }

  private void leave(Session session, Group group) {
    session.membership().leave(group);
    group.remove(session);
    if (group.members().isEmpty()) {
      groups.remove(group.name(), group);
    }
  }

  /** A session leaves all groups. */
  void leave(Session session) {
    for (Group group : session.membership().all()) {
      leave(session, group);
    }
  }
}
