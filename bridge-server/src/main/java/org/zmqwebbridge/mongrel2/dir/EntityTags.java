package org.zmqwebbridge.mongrel2.dir;

/**
 * Lists of entity tags in requests (RFC 9110, section 8.8.3), in quotation marks or without, as
 * Mongrel2's own were.
 */
final class EntityTags {
  private EntityTags() {}

  /**
   * Whether a list names a tag, or all.
   *
   * @param tag without quotation marks
   * @param isWeakEnough whether a weak tag is as good as a strong one
   */
  static boolean name(String list, String tag, boolean isWeakEnough) {
    for (String word : list.split(",", -1)) {
      String said = word.trim();
      boolean isWeak = said.startsWith("W/");
      String bare = unquoted(isWeak ? said.substring(2) : said);
      if (said.equals("*") || (bare.equals(tag) && (isWeakEnough || !isWeak))) {
        return true;
      }
    }
    return false;
  }

  private static String unquoted(String said) {
    boolean isQuoted = said.length() >= 2 && said.startsWith("\"") && said.endsWith("\"");
    return isQuoted ? said.substring(1, said.length() - 1) : said;
  }
}
