package org.zmqwebbridge.mongrel2.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * Values by what texts begin with: the longest beginning that there is wins. A text that ends
 * before any does, leads to the beginning that goes on from there, and that was put first.
 *
 * <p>Owner thread: who builds it; not changed afterwards.
 */
final class PrefixTree<V> {
  private final Node<V> root = new Node<>((char) 0);

  private static final class Node<V> {
    private final char character;
    private final List<V> values = new ArrayList<>(1); // in the order in which they were put
    private final List<Node<V>> children = new ArrayList<>(1); // the same

    Node(char character) {
      this.character = character;
    }

    Node<V> child(char c) {
      for (Node<V> child : children) {
        if (child.character == c) {
          return child;
        }
      }
      return null;
    }
  }

  /** Puts one, after others with the same beginning. */
  void put(String beginning, V value) {
    Node<V> node = root;
    for (int i = 0; i < beginning.length(); i++) {
      Node<V> child = node.child(beginning.charAt(i));
      if (child == null) {
        child = new Node<>(beginning.charAt(i));
        node.children.add(child);
      }
      node = child;
    }
    node.values.add(value);
  }

  /** What a text leads to. */
  record Found<V>(List<V> values, boolean isBegun) {}

  /**
   * The values of the longest beginning, in the order in which they were put; none if there is no
   * such beginning. They are said to be begun where the text has ended before the beginning has.
   */
  Found<V> find(String text) {
    Node<V> node = root;
    List<V> longest = List.of();
    for (int i = 0; i < text.length(); i++) {
      node = node.child(text.charAt(i));
      if (node == null) {
        return new Found<>(longest, false);
      }
      if (!node.values.isEmpty()) {
        longest = node.values;
      }
    }
    return node.values.isEmpty() && node != root ? first(node) : new Found<>(longest, false);
  }

  private Found<V> first(Node<V> start) {
    Node<V> node = start;
    while (node.values.isEmpty()) {
      node = node.children.get(0); // an end always has values
    }
    return new Found<>(node.values, true);
  }
}
