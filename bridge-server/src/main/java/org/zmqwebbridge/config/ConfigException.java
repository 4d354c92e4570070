package org.zmqwebbridge.config;

import java.util.List;

/** A configuration that stops the start; each of its problems says where, what, and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a list of the JDK's, of texts
  private final List<String> problems;

  public ConfigException(String problem) {
    this(List.of(problem));
  }

  /**
   * @param problems all that is wrong, a line each; empty if it has been said elsewhere
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order in which it was found. */
  public List<String> problems() {
    return problems;
  }
}
