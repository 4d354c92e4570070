package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.Map;

/**
 * Maps that have one entry nearly always, of which there are ten thousands: a field holds what
 * these return, and an ordinary map takes its place only while there are more. An empty one or one
 * of one entry takes 24 bytes at most, a HashMap 160.
 *
 * <p>Owner thread: the map's.
 */
final class SmallMap {
  private SmallMap() {}

  /** The same map, or what takes its place, with this entry. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
      return Map.of(key, value);
    }
    Map<K, V> all = map instanceof HashMap ? map : new HashMap<>(map);
    all.put(key, value);
    return all;
  }

  /** The same map, or what takes its place, without this key. */
  static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    if (!map.containsKey(key)) {
      return map;
    }
    if (map.size() == 1) {
      return Map.of();
    }
    map.remove(key); // more than one: a HashMap
    return map;
  }
}
