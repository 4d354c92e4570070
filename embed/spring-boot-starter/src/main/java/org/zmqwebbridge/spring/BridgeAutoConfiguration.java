package org.zmqwebbridge.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.Authorizer;

/**
 * The bridge of an application, unless it has a bean {@link Bridge} of its own.
 *
 * <p>Owner thread: Spring's.
 */
@AutoConfiguration
@ConditionalOnMissingBean(Bridge.class)
@ConditionalOnProperty(
    prefix = BridgeProperties.PREFIX,
    name = BridgeProperties.ENABLED,
    matchIfMissing = true)
public class BridgeAutoConfiguration {

  @Bean(destroyMethod = "close")
  RpcServices zmqwebbridgeServices(ListableBeanFactory beans, Environment environment) {
    return RpcServices.start(beans, environment);
  }

  @Bean(destroyMethod = "close")
  Bridge zmqwebbridge(
      Environment environment,
      RpcServices zmqwebbridgeServices,
      ObjectProvider<Authorizer> authorizers,
      ObjectProvider<BridgeCustomizer> customizers,
      ListableBeanFactory beans) {
    BridgeProperties properties = new BridgeProperties(environment);
    BridgeBuilder builder =
        Bridge.builder(
            properties.sources().values(zmqwebbridgeServices.settings(), path -> "@RpcService"));
    if (properties.mode() == Mode.SERVER) {
      checkContainer(beans);
      if (!properties.listens()) {
        builder.listenNowhere();
      }
    }
    // Of several, Spring demands that one is @Primary: none is left out in silence.
    authorizers.ifAvailable(hooks -> builder.authorizer(only(hooks, properties.authorizers())));
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  private static void checkContainer(ListableBeanFactory beans) {
    if (!beans.containsBean(BridgeServletAutoConfiguration.SERVLET)) {
      throw new IllegalStateException(
          "zmqwebbridge.mode is server, but the application has no servlet container (Tomcat, Jetty"
              + " or Undertow with Spring MVC) that the bridge could be in; take zmqwebbridge.mode"
              + " out, and the bridge has a port of its own");
    }
  }

  private static Authorizer only(Authorizer bean, List<String> configured) {
    if (configured.isEmpty()) {
      return bean;
    }
    throw new IllegalStateException(
        "zmqwebbridge.auth."
            + configured.get(0)
            + " is set, and there is a bean "
            + bean.getClass().getName()
            + ", which is an Authorizer: the bean would hide the setting. Take one out");
  }

  @Bean
  BridgeLifecycle zmqwebbridgeLifecycle(Bridge zmqwebbridge) {
    return new BridgeLifecycle(zmqwebbridge);
  }

  /** Its counters and gauges, for whichever registries the application has. */
  @Bean
  MeterBinder zmqwebbridgeMetrics(Bridge zmqwebbridge) {
    return zmqwebbridge.metrics();
  }
}
