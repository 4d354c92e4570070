package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the origins of all routes do.
 *
 * <p>Owner thread: none.
 */
final class OriginTallies {
  private final Map<Target.Place, OriginTally> all = new ConcurrentHashMap<>();

  /** That of an origin, which begins with its first ask. */
  OriginTally of(Target.Place place) {
    OriginTally known = all.get(place);
    return known == null ? all.computeIfAbsent(place, any -> new OriginTally()) : known;
  }

  /** From now on, only these are origins; one that is still asked is counted from 0 again. */
  void keep(Set<Target.Place> places) {
    all.keySet().retainAll(places);
  }
}
