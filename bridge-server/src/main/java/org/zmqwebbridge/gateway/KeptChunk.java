package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * Kept publications that one subscriber gets at once: not so many that the loop is kept from
 * others, or that a page which reads has to drop some.
 *
 * <p>Owner thread: the loop's.
 */
final class KeptChunk {
  private static final int MAX_PUBLICATIONS = 128;
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_LOOKS = 4096;

  private final List<KeptPublication> publications = new ArrayList<>();
  private long bytes;
  private int looks;

  /** A publication was looked at, for it or not. */
  void look() {
    looks++;
  }

  void add(KeptPublication publication) {
    publications.add(publication);
    bytes += publication.cost();
  }

  boolean isFull() {
    return publications.size() >= MAX_PUBLICATIONS || bytes >= MAX_BYTES || looks >= MAX_LOOKS;
  }

  boolean isEmpty() {
    return publications.isEmpty();
  }

  List<KeptPublication> publications() {
    return publications;
  }
}
