package org.zmqwebbridge.config;

/** A configuration that stops the start; the message says where, what, and what to do. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
