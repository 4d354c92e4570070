package org.zmqwebbridge.mongrel2.dir;

import java.nio.file.Path;

/**
 * A directory.
 *
 * <p>Immutable.
 *
 * @param base the folder; a link is followed again whenever a file is looked for
 * @param indexFile what answers for a folder; empty: nothing does
 * @param types which media types files have
 * @param cacheSeconds for how many seconds a file is taken to be as it was; 0: until the clock's
 *     next second
 * @param isPrecompressed whether {@code FILE.br} and {@code FILE.gz} are sent in a file's place to
 *     clients that take them
 * @param cacheControl the header of this name; empty: there is none
 */
public record DirConfig(
    Path base,
    String indexFile,
    MediaTypes types,
    int cacheSeconds,
    boolean isPrecompressed,
    String cacheControl) {
  /** One with what Mongrel2 knows of, and no more. */
  public static DirConfig of(Path base, String indexFile, MediaTypes types, int cacheSeconds) {
    return new DirConfig(base, indexFile, types, cacheSeconds, false, "");
  }

  /** The same with what Mongrel2 does not have. */
  public DirConfig with(boolean precompressed, String cacheControlHeader) {
    return new DirConfig(base, indexFile, types, cacheSeconds, precompressed, cacheControlHeader);
  }
}
