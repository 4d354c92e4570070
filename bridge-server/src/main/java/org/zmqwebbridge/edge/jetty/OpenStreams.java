package org.zmqwebbridge.edge.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.LineKind;

/**
 * All answers that are being streamed.
 *
 * <p>Owner thread: none; the sweeper's for {@link #sweep}.
 */
final class OpenStreams {
  private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);

  private final ConnectionRegistry registry;
  private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();

  OpenStreams(ConnectionRegistry registry) {
    this.registry = registry;
  }

  ConnectionRegistry registry() {
    return registry;
  }

  void add(StreamConnection stream) {
    open.add(stream);
    if (registry.isClosing()) {
      stream.end();
    }
  }

  void remove(StreamConnection stream) {
    open.remove(stream);
  }

  int size() {
    return open.size();
  }

  /** What ends each, after what waits for it. */
  Stream<Runnable> endings() {
    return open.stream().map(stream -> stream::end);
  }

  /** Looks after every stream; one that fails must not end the sweeping. */
  void sweep() {
    long now = System.nanoTime();
    for (StreamConnection stream : open) {
      try {
        stream.sweep(now);
      } catch (RuntimeException bug) {
        registry
            .counters()
            .line(
                LineKind.CONNECTION_FAILED,
                bug,
                (more, trace) -> log.error("a stream cannot be looked after{}", more, trace));
      }
    }
  }
}
