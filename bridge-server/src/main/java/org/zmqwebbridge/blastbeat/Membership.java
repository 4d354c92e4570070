package org.zmqwebbridge.blastbeat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.blastbeat.wire.Destination;

/**
 * The groups of one session, whether it hears itself there, and where what its client sends goes
 * instead of to its node.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's.
 */
final class Membership {
  private Map<Group, Boolean> echoes; // whether it hears itself there; null: it is in none
  private boolean echoesLater = true; // in groups that it joins from now on
  private Destination messages; // null: its node
  private Destination bodies; // the same

  int groups() {
    return echoes == null ? 0 : echoes.size();
  }

  boolean isIn(Group group) {
    return echoes != null && echoes.containsKey(group);
  }

  void join(Group group) {
    echoes = echoes == null ? new HashMap<>(4) : echoes;
    echoes.putIfAbsent(group, echoesLater);
  }

  void leave(Group group) {
    if (echoes != null) {
      echoes.remove(group);
    }
  }

  /** All of its groups. */
  Iterable<Group> all() {
    return echoes == null ? List.of() : List.copyOf(echoes.keySet());
  }

  /** Whether it hears itself in a group. */
  boolean echoesIn(Group group) {
    return echoes != null && echoes.getOrDefault(group, false);
  }

  /** Says so for one; for {@code null}, nothing is said. */
  void echo(Group group, boolean isHeard) {
    if (echoes != null && group != null) {
      echoes.replace(group, isHeard);
    }
  }

  /** Says so for those that it joins later. */
  void echoLater(boolean isHeard) {
    echoesLater = isHeard;
  }

  /** Says where what its client sends goes. */
  void pipe(Destination to, boolean ofMessages, boolean ofBodies) {
    messages = ofMessages ? to : messages;
    bodies = ofBodies ? to : bodies;
  }

  /** Where messages of its WebSocket go; {@code null}: to its node. */
  Destination ofMessages() {
    return messages;
  }

  /** Where bodies of its requests go; {@code null}: to its node. */
  Destination ofBodies() {
    return bodies;
  }
}
