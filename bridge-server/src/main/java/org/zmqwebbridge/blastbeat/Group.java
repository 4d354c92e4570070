package org.zmqwebbridge.blastbeat;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Sessions of one host that hear what is sent to a name.
 *
 * <p>Owner thread: the loop's. Lifetime: as long as it has a member.
 */
final class Group {
  private final String name;
  private final Set<Session> members = new LinkedHashSet<>();

  Group(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Collection<Session> members() {
    return members;
  }

  void add(Session session) {
    members.add(session);
  }

  void remove(Session session) {
    members.remove(session);
  }
}
