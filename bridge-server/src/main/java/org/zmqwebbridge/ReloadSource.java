package org.zmqwebbridge;

import java.util.List;
import java.util.Optional;

/**
 * Where a bridge that runs gets its configuration again.
 *
 * <p>Owner thread: the bridge's for reloads, one call at a time; it may block.
 */
@FunctionalInterface
public interface ReloadSource {
  /**
   * The newest configuration.
   *
   * @throws IllegalArgumentException if it is wrong; the message says what, and nothing changes
   */
  BridgeBuilder read();

  /**
   * Whether what it reads is another than at its last {@link #read}, and has not changed since the
   * last time this was asked: anyone who writes several files has done so. Asked about once a
   * second, where {@code reload.watch} says so.
   */
  default boolean hasSettledAnew() {
    return false;
  }

  /**
   * Its last {@link #read} is what holds now: the names of settings that it has changed itself,
   * beside those of the bridge.
   */
  default List<String> applied() {
    return List.of();
  }

  /** What is to be said with a reload, for example that there is no file; empty: nothing. */
  default Optional<String> remark() {
    return Optional.empty();
  }
}
