package org.zmqwebbridge.mongrel2.dir;

import java.util.List;

/**
 * What the path of a request leads to: a folder, or a file and what else it is there as.
 *
 * <p>Owner thread: none; what is remembered of the last answer may be made twice. Lifetime: until
 * the file has changed, or the cache needs room.
 */
final class Found {
  private final DirFile plain; // null: a folder
  private final List<DirFile> compressed;
  private volatile long checkedSecond;
  private volatile Whole whole; // the last plain answer; null: none yet

  /** A whole answer, and the second that its date says. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Whole(long second, byte[] bytes) {}

  /**
   * @param plain the file; {@code null}: it is a folder
   * @param compressed the same by other means, the one that is liked best first
   * @param second of the clock
   */
  Found(DirFile plain, List<DirFile> compressed, long second) {
    this.plain = plain;
    this.compressed = List.copyOf(compressed);
    this.checkedSecond = second;
  }

  boolean isFolder() {
    return plain == null;
  }

  DirFile plain() {
    return plain;
  }

  List<DirFile> compressed() {
    return compressed;
  }

  /** Whether what is sent depends on which encodings a client takes. */
  boolean varies() {
    return !compressed.isEmpty();
  }

  /** Whether it may be taken to be as it was. */
  boolean isFresh(long second, int cacheSeconds) {
    return second - checkedSecond <= cacheSeconds;
  }

  /** It was looked at, and has not changed. */
  Found checked(long second) {
    checkedSecond = second;
    return this;
  }

  /** The file as this client takes it. */
  DirFile choose(String acceptEncoding) {
    if (acceptEncoding != null) {
      for (DirFile file : compressed) {
        if (Encodings.take(acceptEncoding, file.encoding())) {
          return file;
        }
      }
    }
    return plain;
  }

  /** The whole answer to a plain request for the file; its bytes are in memory. */
  byte[] whole(FileHeads heads, long second) {
    Whole last = whole;
    if (last == null || last.second != second) {
      last = new Whole(second, heads.whole(plain, varies(), second));
      whole = last;
    }
    return last.bytes;
  }

  /** What it takes of the cache, in bytes: its answer is kept besides. */
  long cost() {
    long cost = plain == null ? 0 : 2L * plain.cost();
    for (DirFile file : compressed) {
      cost += file.cost();
    }
    return cost;
  }
}
