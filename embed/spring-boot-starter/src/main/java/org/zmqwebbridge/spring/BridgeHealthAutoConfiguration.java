package org.zmqwebbridge.spring;

import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.zmqwebbridge.Bridge;

/**
 * The bridge in {@code /actuator/health}, where Actuator is.
 *
 * <p>Owner thread: Spring's.
 */
@AutoConfiguration(after = BridgeAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Bridge.class)
@ConditionalOnEnabledHealthIndicator(BridgeProperties.PREFIX)
public class BridgeHealthAutoConfiguration {

  @Bean
  HealthIndicator zmqwebbridgeHealthIndicator(Bridge bridge) {
    return new BridgeHealth(bridge);
  }
}
