package org.zmqwebbridge.mongrel2.routing;

/** A pattern that means nothing; its message says what is wrong with which, and what to write. */
public final class MalformedPatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedPatternException(String pattern, String problem) {
    super("the pattern '" + pattern + "' " + problem);
  }
}
