package org.zmqwebbridge.rpc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zmqwebbridge.rpc.wire.Quote;

/**
 * The functions of one service, found once, at its start. Calls look names up in this table and
 * nowhere else, so nothing outside it can be reached.
 *
 * <p>Owner thread: any (immutable). Lifetime: that of its server.
 */
final class Functions {
  private final Map<String, Function> byName;
  private final Collection<String> authorized;

  private Functions(Map<String, Function> byName, Collection<String> authorized) {
    this.byName = byName;
    this.authorized = authorized;
  }

  /**
   * Reads a service's class.
   *
   * @throws IllegalArgumentException if it is not fit to serve; the text says why
   */
  static Functions of(RpcServer service) {
    Guards guards = Guards.of(service.getClass());
    Map<String, Function> byName = new TreeMap<>();
    for (Method method : exposed(service)) {
      Function function = function(service, method, guards);
      if (byName.put(function.name(), function) != null) {
        throw unfit(service, "has two functions with the name " + function.name());
      }
    }
    guards.checkAllUsed();
    if (byName.isEmpty()) {
      throw unfit(service, "exposes no function; put @RpcMethod on the methods to be called");
    }
    return new Functions(Map.copyOf(byName), authorized(service, byName.keySet()));
  }

  private static IllegalArgumentException unfit(RpcServer service, String why) {
    return new IllegalArgumentException(service.getClass().getName() + " " + why);
  }

  private static List<Method> exposed(RpcServer service) {
    Set<String> byName = new HashSet<>(service.exposedMethods());
    List<Method> methods =
        Arrays.stream(service.getClass().getDeclaredMethods())
            .filter(m -> !m.isSynthetic())
            .filter(m -> m.isAnnotationPresent(RpcMethod.class) || byName.contains(m.getName()))
            .toList();
    methods.forEach(method -> byName.remove(method.getName()));
    if (!byName.isEmpty()) {
      throw unfit(service, "itself declares no method " + byName + ", which exposedMethods names");
    }
    return methods;
  }

  private static Function function(RpcServer service, Method method, Guards guards) {
    checkCallable(service, method);
    RpcMethod annotation = method.getAnnotation(RpcMethod.class);
    boolean isNamed = annotation != null && !annotation.value().isEmpty();
    String name = isNamed ? annotation.value() : method.getName();
    method.setAccessible(true);
    List<Parameter> parameters;
    try {
      parameters = Arrays.stream(method.getParameters()).map(Parameter::of).toList();
    } catch (IllegalArgumentException unsupported) {
      throw unfit(service, "cannot expose " + method.getName() + ": " + unsupported.getMessage());
    }
    if (parameters.stream().map(Parameter::name).distinct().count() < parameters.size()) {
      throw unfit(service, "has two parameters of one name in " + method.getName());
    }
    return new Function(name, service, method, parameters, guards.of(method, name));
  }

  private static void checkCallable(RpcServer service, Method method) {
    String name = method.getName();
    if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
      throw unfit(service, "cannot expose " + name + ", which is private or static");
    }
    if (method.isVarArgs()) {
      throw unfit(service, "cannot expose " + name + " with variable arguments; take a List");
    }
    if (Guards.isGuardName(name)) {
      throw unfit(service, "cannot expose " + name + ": names like this are for guards");
    }
    if (Arrays.stream(RpcServer.class.getDeclaredMethods())
        .anyMatch(m -> m.getName().equals(name))) {
      throw unfit(service, "cannot expose " + name + ", which belongs to RpcServer");
    }
  }

  private static Collection<String> authorized(RpcServer service, Set<String> known) {
    Collection<String> authorized = service.authorizedFunctions();
    if (authorized == null) {
      return known;
    }
    Set<String> unknown = new HashSet<>(authorized);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw unfit(service, "has no functions " + unknown + ", which authorizedFunctions names");
    }
    return Set.copyOf(authorized);
  }

  /**
   * The function of a name.
   *
   * @throws RpcException {@code unknown_function}, or {@code not_allowed} if it is not authorized
   */
  Function find(String name) {
    Function function = byName.get(name);
    if (function == null) {
      throw new RpcException(RpcCode.UNKNOWN_FUNCTION, "there is no function " + Quote.of(name));
    }
    if (!authorized.contains(name)) {
      throw new RpcException(RpcCode.NOT_ALLOWED, name + ": this function is not allowed");
    }
    return function;
  }
}
