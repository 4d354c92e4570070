package org.zmqwebbridge.mongrel2.dir;

import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * What a request makes its answer depend on (RFC 9110, section 13.2.2).
 *
 * <p>Owner thread: its caller's. Lifetime: one answer.
 *
 * @param tag of the file, without quotation marks
 * @param modified when the file was changed, in seconds since 1970
 * @param now the same of the clock
 */
record Conditions(Visit visit, String tag, long modified, long now) {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int PRECONDITION_FAILED = 412;

  /** 200, 304 or 412. */
  int status() {
    if (isNotWhatIsMeant()) {
      return PRECONDITION_FAILED;
    }
    String noneMatch = visit.header("if-none-match");
    boolean isKnown = noneMatch == null ? isUnmodified() : EntityTags.name(noneMatch, tag, true);
    return isKnown ? NOT_MODIFIED : OK;
  }

  private boolean isNotWhatIsMeant() {
    String match = visit.header("if-match");
    if (match != null) {
      return !EntityTags.name(match, tag, false);
    }
    long since = HttpDate.seconds(visit.header("if-unmodified-since"));
    return since != HttpDate.NONE && modified > since;
  }

  private boolean isUnmodified() {
    long since = HttpDate.seconds(visit.header("if-modified-since"));
    return since != HttpDate.NONE && since <= now && modified <= since;
  }

  /** The part that is asked for, if it is still a part of the same file; otherwise all. */
  ByteRange range(long size) {
    String said = visit.header("range");
    if (said == null || !visit.method().equals("GET") || !isStillTheSame()) {
      return null;
    }
    return ByteRange.of(said, size);
  }

  private boolean isStillTheSame() {
    String ifRange = visit.header("if-range");
    return ifRange == null
        || HttpDate.seconds(ifRange) == modified
        || (!ifRange.contains("*") && EntityTags.name(ifRange, tag, false));
  }
}
