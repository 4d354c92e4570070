package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;

/**
 * In which order the origins of a route are asked: as they are written, but that those with weights
 * take turns for their first place, each as often as its weight says and spread evenly (as nginx
 * does it).
 *
 * <p>Owner thread: none; one small lock. Lifetime: its route's.
 */
public final class Weights {
  private final List<Target> targets;
  private final List<Integer> places = new ArrayList<>(); // of those with weights
  private final int[] current;
  private final int total;

  Weights(List<Target> targets) {
    this.targets = List.copyOf(targets);
    int sum = 0;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).weight() > 0) {
        places.add(i);
        sum += targets.get(i).weight();
      }
    }
    total = sum;
    current = new int[targets.size()];
  }

  /** Of equal targets: so that a reload finds no difference. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights && targets.equals(weights.targets);
  }

  @Override
  public int hashCode() {
    return targets.hashCode();
  }

  /** The order for the next request; those with weights after the chosen one follow it around. */
  List<Target> next() {
    if (places.size() < 2) {
      return targets;
    }
    int chosen = choose();
    List<Target> order = new ArrayList<>(targets);
    for (int i = 0; i < places.size(); i++) {
      order.set(places.get(i), targets.get(places.get((chosen + i) % places.size())));
    }
    return order;
  }

  private synchronized int choose() {
    int best = 0;
    for (int i = 0; i < places.size(); i++) {
      int place = places.get(i);
      current[place] += targets.get(place).weight();
      if (current[place] > current[places.get(best)]) {
        best = i;
      }
    }
    current[places.get(best)] -= total;
    return best;
  }
}
