package org.zmqwebbridge.rpc;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An object whose methods become functions, and where it is read which.
 *
 * <p>Owner thread: the caller of a server's start. Lifetime: that start.
 *
 * @param object the one that is called
 * @param declaring declares the methods: its class, or an interface of its
 * @param implementation has the guards
 */
record Service(Object object, Class<?> declaring, Class<?> implementation) {

  static Service of(RpcServer server) {
    return server instanceof PlainRpcServer plain
        ? plain.service()
        : new Service(server, server.getClass(), server.getClass());
  }

  /** Its methods that may be functions. */
  List<Method> exposed() {
    Set<String> byName = new HashSet<>(named());
    List<Method> methods =
        Arrays.stream(declaring.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .filter(method -> isExposed(method, byName))
            .toList();
    methods.forEach(method -> byName.remove(method.getName()));
    if (!byName.isEmpty()) {
      throw unfit("itself declares no method " + byName + ", which exposedMethods names");
    }
    return methods;
  }

  private boolean isExposed(Method method, Set<String> byName) {
    return method.isAnnotationPresent(RpcMethod.class)
        || byName.contains(method.getName())
        || (declaring.isInterface() && !Guards.isGuardName(method.getName()));
  }

  private Collection<String> named() {
    return object instanceof RpcServer server ? server.exposedMethods() : Set.of();
  }

  /** The wire names that may be called; {@code null}: all. */
  Collection<String> authorized() {
    return object instanceof RpcServer server ? server.authorizedFunctions() : null;
  }

  /** Whether a name is that of a method of {@link RpcServer}, which no function may have. */
  boolean isTaken(String name) {
    return object instanceof RpcServer
        && Arrays.stream(RpcServer.class.getDeclaredMethods())
            .anyMatch(method -> method.getName().equals(name));
  }

  /** It cannot serve. */
  IllegalArgumentException unfit(String why) {
    return new IllegalArgumentException(declaring.getName() + " " + why);
  }
}
