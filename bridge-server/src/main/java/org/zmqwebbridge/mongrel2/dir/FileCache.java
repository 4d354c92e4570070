package org.zmqwebbridge.mongrel2.dir;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found last, of all directories together: bounded in files and in bytes; what was not
 * asked for the longest goes first.
 *
 * <p>Owner thread: none; guarded by its own lock, under which nothing happens but changes of the
 * map.
 */
final class FileCache {
  private static final float LOAD = 0.75f;

  private final long maxBytes;
  private final int maxFiles;
  private final Map<Key, Found> files = new LinkedHashMap<>(16, LOAD, true);
  private long bytes;

  /** Who asks for what. */
  record Key(DirTarget directory, String prefix, String path) {}

  FileCache(long maxBytes, int maxFiles) {
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
  }

  /** {@code null}: nothing is known of it. */
  synchronized Found find(Key key) {
    return files.get(key);
  }

  synchronized void put(Key key, Found found) {
    drop(key);
    files.put(key, found);
    bytes += found.cost();
    Iterator<Found> oldest = files.values().iterator();
    while (bytes > maxBytes || files.size() > maxFiles) {
      bytes -= oldest.next().cost();
      oldest.remove();
    }
  }

  synchronized void drop(Key key) {
    Found gone = files.remove(key);
    bytes -= gone == null ? 0 : gone.cost();
  }

  /** What it takes, in bytes. */
  synchronized long bytes() {
    return bytes;
  }
}
