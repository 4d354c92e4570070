package org.zmqwebbridge.demo.service;

/**
 * Something whose plug can be pulled: a service in this process, one in another, or the bridge.
 *
 * <p>Owner thread: any. Lifetime: on after {@link #plugIn}, off after {@link #pull}, again and
 * again; {@link #close} is the last pull.
 */
public interface Appliance extends AutoCloseable {
  /** For people, for example {@code echo}. */
  String name();

  /** Its socket, for example {@code REP}. */
  String kind();

  /** Where it can be reached, for example {@code tcp://127.0.0.1:10001}. */
  String address();

  /** In a few words, what it does. */
  String does();

  /** Whether it runs now. */
  boolean isOn();

  /** Starts it; nothing happens if it is on. */
  void plugIn();

  /** Stops it and waits until it is gone; nothing happens if it is off. */
  void pull();

  @Override
  default void close() {
    pull();
  }
}
