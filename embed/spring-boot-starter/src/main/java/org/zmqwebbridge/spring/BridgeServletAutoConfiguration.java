package org.zmqwebbridge.spring;

import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.jakarta.BridgeServlet;

/**
 * The bridge at the port of the application's servlet container, if {@code zmqwebbridge.mode} says
 * so.
 *
 * <p>Owner thread: Spring's.
 */
@AutoConfiguration(after = BridgeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Bridge.class)
@ConditionalOnProperty(
    prefix = BridgeProperties.PREFIX,
    name = BridgeProperties.MODE,
    havingValue = "server")
public class BridgeServletAutoConfiguration {
  /** The name of the bean that is the bridge's way in. */
  static final String SERVLET = "zmqwebbridgeServlet";

  @Bean(SERVLET)
  ServletRegistrationBean<Servlet> zmqwebbridgeServlet(Bridge bridge, Environment environment) {
    BridgeServlet servlet = new BridgeServlet(bridge);
    List<String> paths = new ArrayList<>(servlet.paths());
    paths.addAll(new BridgeProperties(environment).serverPaths());
    if (paths.isEmpty()) { // a registration without paths would take all of the application's
      throw new IllegalStateException(
          "with zmqwebbridge.mode = server nothing leads to the bridge: it has no path of its own;"
              + " name some in zmqwebbridge.server-paths");
    }
    ServletRegistrationBean<Servlet> registration =
        new ServletRegistrationBean<>(servlet, paths.toArray(String[]::new));
    registration.setName(SERVLET);
    registration.setLoadOnStartup(1); // a container that it is not for is said at the start
    return registration;
  }
}
