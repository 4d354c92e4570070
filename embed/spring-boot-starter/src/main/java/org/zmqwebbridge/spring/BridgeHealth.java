package org.zmqwebbridge.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.zmqwebbridge.Bridge;

/**
 * Whether the bridge listens and its threads turn. Services behind it that are away do not make it
 * ill: restarting the application would not bring them back.
 *
 * <p>Owner thread: any.
 */
record BridgeHealth(Bridge bridge) implements HealthIndicator {

  @Override
  public Health health() {
    return bridge.isReady()
        ? Health.up().withDetail("uri", where()).build()
        : Health.down().withDetail("reason", "not started, closing, or a thread stands").build();
  }

  private String where() {
    return bridge.listens() ? bridge.uri() : "at the application's port";
  }
}
