package org.zmqwebbridge.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The first of many in some order, without keeping the others.
 *
 * <p>Owner thread: the caller's.
 *
 * @param <T> what they are
 */
public final class FirstOnes<T> {
  private final int most;
  private final Comparator<T> order;
  private final PriorityQueue<T> kept; // the last of them at its head
  private int seen;

  /**
   * @param most how many are kept; at least one
   */
  public FirstOnes(int most, Comparator<T> order) {
    this.most = most;
    this.order = order;
    this.kept = new PriorityQueue<>(order.reversed());
  }

  /** One more. */
  public void add(T one) {
    seen++;
    kept.add(one);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** How many there were. */
  public int seen() {
    return seen;
  }

  /** The first of them, in order. */
  public List<T> inOrder() {
    List<T> all = new ArrayList<>(kept);
    all.sort(order);
    return all;
  }
}
