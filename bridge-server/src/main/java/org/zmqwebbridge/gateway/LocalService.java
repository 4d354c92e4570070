package org.zmqwebbridge.gateway;

import java.util.List;

/**
 * What publishes within this process, in the place of services at addresses.
 *
 * <p>Owner thread: a loop's calls {@link #subscribe} and {@link #unsubscribe}; neither may block.
 */
public interface LocalService {
  /** Where publications go. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a publication, on any thread; dropped, and counted, where too much waits.
     *
     * @param parts at least one; neither the list nor the arrays may change any more
     */
    void publish(List<byte[]> parts);
  }

  /** From now on, publications whose first part begins so are wanted there. */
  void subscribe(Topic prefix, Sink sink);

  /** They are not any more. */
  void unsubscribe(Topic prefix, Sink sink);
}
