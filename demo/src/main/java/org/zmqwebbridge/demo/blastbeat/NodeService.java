package org.zmqwebbridge.demo.blastbeat;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.demo.service.Service;
import org.zmqwebbridge.demo.service.Sockets;
import org.zmqwebbridge.node.BlastbeatNode;

/**
 * A node in Java: takes messages one after the other. One that fails is logged, and ends nothing
 * else.
 *
 * <p>Owner thread: the one that calls {@link #serve}.
 */
record NodeService(String router, String identity, String drink, SiteFiles files)
    implements Service {
  private static final Logger log = LoggerFactory.getLogger(NodeService.class);
  private static final int PATIENCE_MILLIS = 100;

  @Override
  public void serve(Sockets unused, BooleanSupplier running) {
    try (BlastbeatNode node = new BlastbeatNode(router, identity)) {
      SiteWork work = new SiteWork(node, identity, drink, files);
      while (running.getAsBoolean()) {
        step(node, work);
      }
    }
  }

  private void step(BlastbeatNode node, SiteWork work) {
    try {
      node.receive(PATIENCE_MILLIS).ifPresent(work::onMessage);
    } catch (RuntimeException failed) {
      log.warn("the node {} could not answer: {}", identity, failed.toString());
    }
  }
}
