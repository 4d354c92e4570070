package org.zmqwebbridge.mongrel2.dir;

/**
 * What the directories of a process may take together.
 *
 * @param maxCachedBytes of files that are kept in memory
 * @param maxCachedFiles that something is remembered of
 * @param maxCachedFileBytes the largest file that is kept in memory
 * @param maxOpenFiles that are read at once, each for one client
 */
public record DirLimits(
    long maxCachedBytes, int maxCachedFiles, int maxCachedFileBytes, int maxOpenFiles) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final DirLimits DEFAULTS = new DirLimits(64L << 20, 4096, 256 << 10, 1024);
}
