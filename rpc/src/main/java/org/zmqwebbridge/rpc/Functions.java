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
  static Functions of(RpcServer server) {
    Service service = Service.of(server);
    Guards guards = Guards.of(service);
    Map<String, Function> byName = new TreeMap<>();
    for (Method method : service.exposed()) {
      Function function = function(service, method, guards);
      if (byName.put(function.name(), function) != null) {
        throw service.unfit("has two functions with the name " + function.name());
      }
    }
    guards.checkAllUsed();
    if (byName.isEmpty()) {
      throw service.unfit("exposes no function; put @RpcMethod on the methods to be called");
    }
    return new Functions(Map.copyOf(byName), authorized(service, byName.keySet()));
  }

  private static Function function(Service service, Method method, Guards guards) {
    checkCallable(service, method);
    RpcMethod annotation = method.getAnnotation(RpcMethod.class);
    boolean isNamed = annotation != null && !annotation.value().isEmpty();
    String name = isNamed ? annotation.value() : method.getName();
    method.setAccessible(true);
    List<Parameter> parameters;
    try {
      parameters = Arrays.stream(method.getParameters()).map(Parameter::of).toList();
    } catch (IllegalArgumentException unsupported) {
      throw service.unfit("cannot expose " + method.getName() + ": " + unsupported.getMessage());
    }
    if (parameters.stream().map(Parameter::name).distinct().count() < parameters.size()) {
      throw service.unfit("has two parameters of one name in " + method.getName());
    }
    return new Function(name, service.object(), method, parameters, guards.of(method, name));
  }

  private static void checkCallable(Service service, Method method) {
    String name = method.getName();
    if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
      throw service.unfit("cannot expose " + name + ", which is private or static");
    }
    if (method.isVarArgs()) {
      throw service.unfit("cannot expose " + name + " with variable arguments; take a List");
    }
    if (Guards.isGuardName(name)) {
      throw service.unfit("cannot expose " + name + ": names like this are for guards");
    }
    if (service.isTaken(name)) {
      throw service.unfit("cannot expose " + name + ", which belongs to RpcServer");
    }
  }

  private static Collection<String> authorized(Service service, Set<String> known) {
    Collection<String> authorized = service.authorized();
    if (authorized == null) {
      return known;
    }
    Set<String> unknown = new HashSet<>(authorized);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw service.unfit("has no functions " + unknown + ", which authorizedFunctions names");
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
