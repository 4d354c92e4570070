package org.zmqwebbridge.rpc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.rpc.wire.Converter;
import org.zmqwebbridge.rpc.wire.Request;

/**
 * Turns calls of an interface's methods into calls of functions.
 *
 * <p>Owner thread: any (immutable). Lifetime: as its client; calls after its close fail.
 */
final class ClientProxy implements InvocationHandler {
  private record Target(String function, Converter result) {}

  private final RpcClient client;
  private final Class<?> api;
  private final Map<Method, Target> targets = new HashMap<>();

  private ClientProxy(RpcClient client, Class<?> api) {
    this.client = client;
    this.api = api;
    for (Method method : api.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        targets.put(method, target(method));
      }
    }
  }

  static <T> T of(RpcClient client, Class<T> api) {
    if (!api.isInterface()) {
      throw new IllegalArgumentException(api.getName() + " is no interface");
    }
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(), new Class<?>[] {api}, new ClientProxy(client, api)));
  }

  private static Target target(Method method) {
    RpcMethod annotation = method.getAnnotation(RpcMethod.class);
    boolean isNamed = annotation != null && !annotation.value().isEmpty();
    try {
      return new Target(
          isNamed ? annotation.value() : method.getName(),
          Converter.of(method.getGenericReturnType()));
    } catch (IllegalArgumentException unsupported) {
      throw new IllegalArgumentException(
          method + ": its result " + unsupported.getMessage(), unsupported);
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return objectMethod(proxy, method, args);
    }
    Target target = targets.get(method);
    if (target == null) {
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    List<?> arguments = args == null ? List.of() : Arrays.asList(args);
    Request request = Request.of(target.function(), arguments, Map.of());
    return client.call(target.function(), request, target.result());
  }

  private Object objectMethod(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "remote " + api.getSimpleName();
    };
  }
}
