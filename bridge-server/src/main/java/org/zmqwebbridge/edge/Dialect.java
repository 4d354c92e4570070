package org.zmqwebbridge.edge;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One way for browsers and services to talk through the bridge; the edge asks it who may come in.
 *
 * <p>Owner thread: the edge's; it may not block.
 */
@FunctionalInterface
public interface Dialect {
  /** How this client may come in; empty: not at all. A failed stage means the same. */
  CompletionStage<Optional<Entry>> admits(Handshake handshake);
}
