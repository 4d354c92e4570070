package org.zmqwebbridge.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.PropertyResolver;
import org.zmqwebbridge.rpc.PlainRpcServer;
import org.zmqwebbridge.rpc.RpcServer;
import org.zmqwebbridge.rpc.RunningRpcServer;

/**
 * The beans that are services of functions, each bound at its address.
 *
 * <p>Owner thread: Spring's. Lifetime: from before the bridge is built until after it is closed.
 */
final class RpcServices implements AutoCloseable {
  private final Map<String, RunningRpcServer> byEndpoint = new LinkedHashMap<>();

  private RpcServices() {}

  /**
   * Starts all that there are.
   *
   * @throws IllegalStateException if one cannot be a service, or not at its address; none runs then
   */
  static RpcServices start(ListableBeanFactory beans, PropertyResolver properties) {
    RpcServices services = new RpcServices();
    try {
      for (String name : beans.getBeanNamesForAnnotation(RpcService.class)) {
        services.start(name, beans.getBean(name), annotation(beans, name), properties);
      }
      return services;
    } catch (RuntimeException failure) {
      services.close();
      throw failure;
    }
  }

  private static RpcService annotation(ListableBeanFactory beans, String name) {
    return beans.findAnnotationOnBean(name, RpcService.class);
  }

  private void start(String name, Object bean, RpcService annotation, PropertyResolver properties) {
    String endpoint = annotation.endpoint();
    if (byEndpoint.containsKey(endpoint)) {
      throw new IllegalStateException(
          "two beans are @RpcService(endpoint = \"" + endpoint + "\"); rename one");
    }
    String address =
        properties.getProperty(
            BridgeProperties.PREFIX + ".endpoints." + endpoint + ".address", annotation.address());
    byEndpoint.put(endpoint, service(name, bean, annotation.functions()).start(address));
  }

  private static RpcServer service(String name, Object bean, Class<?> functions) {
    if (functions != void.class) {
      Class<?> target = AopProxyUtils.ultimateTargetClass(bean);
      if (RpcServer.class.isAssignableFrom(target)) {
        throw new IllegalStateException(
            "the bean "
                + name
                + " extends RpcServer, whose limits and authorized functions are its own; take"
                + " functions out of its @RpcService, or do not extend RpcServer");
      }
      return PlainRpcServer.of(bean, functions, target);
    }
    if (AopUtils.isAopProxy(bean)) {
      throw new IllegalStateException(
          "the bean "
              + name
              + " has @RpcService, and an aspect is around it, which would hide its functions; name"
              + " an interface of its in @RpcService(functions = …), or put the aspect (for example"
              + " @Transactional) on a bean that it calls");
    }
    return bean instanceof RpcServer server ? server : PlainRpcServer.of(bean);
  }

  /** Settings of the bridge that lead to them: an endpoint each, at the address it has got. */
  Map<String, Object> settings() {
    Map<String, Object> endpoints = new LinkedHashMap<>();
    byEndpoint.forEach(
        (name, server) -> endpoints.put(name, Map.of("type", "REQ", "address", server.address())));
    return endpoints.isEmpty() ? Map.of() : Map.of("endpoints", endpoints);
  }

  @Override
  public void close() {
    byEndpoint.values().forEach(RunningRpcServer::close);
  }
}
