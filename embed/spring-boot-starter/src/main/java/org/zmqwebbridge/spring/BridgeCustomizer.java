package org.zmqwebbridge.spring;

import org.zmqwebbridge.BridgeBuilder;

/**
 * A bean that has its say before the bridge is built: for what properties cannot say. Of several,
 * one after the other, in Spring's order.
 */
@FunctionalInterface
public interface BridgeCustomizer {
  /**
   * Changes what the bridge will be.
   *
   * @param builder has all settings of properties, and the {@code Authorizer} that is a bean
   */
  void customize(BridgeBuilder builder);
}
