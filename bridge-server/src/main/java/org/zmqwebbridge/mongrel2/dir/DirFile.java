package org.zmqwebbridge.mongrel2.dir;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * A file as it was when it was looked at.
 *
 * <p>Immutable.
 */
final class DirFile {
  private static final long MILLIS = 1000;

  private final Path path;
  private final long size;
  private final FileTime modified;
  private final Object key; // what the file system knows it by; may be null
  private final String type;
  private final String encoding;
  private final byte[] bytes;

  /**
   * @param path without links
   * @param encoding what it is compressed by; empty: nothing
   * @param bytes all of it; {@code null}: it is not kept in memory
   */
  DirFile(Path path, BasicFileAttributes attributes, String type, String encoding, byte[] bytes) {
    this.path = path;
    this.size = attributes.size();
    this.modified = attributes.lastModifiedTime();
    this.key = attributes.fileKey();
    this.type = type;
    this.encoding = encoding;
    this.bytes = bytes;
  }

  /** Whether a file that was found now is still this one. */
  boolean isStill(Path found, BasicFileAttributes attributes) {
    return path.equals(found)
        && size == attributes.size()
        && modified.equals(attributes.lastModifiedTime())
        && Objects.equals(key, attributes.fileKey());
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** In whole seconds since 1970. */
  long modified() {
    return Math.floorDiv(modified.toMillis(), MILLIS);
  }

  /** Its entity tag, without quotation marks. */
  String tag() {
    String plain = Long.toHexString(modified()) + "-" + Long.toHexString(size);
    return encoding.isEmpty() ? plain : plain + "-" + encoding;
  }

  String type() {
    return type;
  }

  String encoding() {
    return encoding;
  }

  /** All of it; {@code null}: it is not kept in memory. */
  byte[] bytes() {
    return bytes;
  }

  /** What it takes of the cache, in bytes. */
  int cost() {
    return bytes == null ? 0 : bytes.length;
  }
}
