package org.zmqwebbridge.mongrel2.config;

/**
 * The files of a folder.
 *
 * <p>Immutable.
 *
 * @param base the folder, which ends with {@code /}
 * @param indexFile what answers for a folder; may be empty
 * @param defaultContentType of files whose names say nothing
 * @param cacheSeconds for how long a file is taken to be as it was; 0: not at all
 */
public record DirSpec(String base, String indexFile, String defaultContentType, int cacheSeconds)
    implements RouteTarget {
  /**
   * @throws IllegalArgumentException if one value is wrong; says which
   */
  public DirSpec {
    Checks.filled(base, "a Dir's base");
    String who = "Dir " + base + ": ";
    if (!base.endsWith("/")) {
      throw new IllegalArgumentException(who + "base ends with a /; write " + base + "/");
    }
    Checks.text(indexFile, who + "index_file");
    Checks.filled(defaultContentType, who + "default_ctype");
    Checks.between(cacheSeconds, 0, Integer.MAX_VALUE, who + "cache_ttl");
  }

  @Override
  public <T> T dispatch(Kinds<T> kinds) {
    return kinds.onDir(this);
  }
}
