package org.zmqwebbridge.rpc;

import com.google.gson.JsonElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.rpc.wire.ConversionException;
import org.zmqwebbridge.rpc.wire.Quote;

/**
 * One function that can be called: a method of a service, its parameters and its guard.
 *
 * <p>Owner thread: any worker (immutable). Lifetime: that of its server.
 *
 * @param name on the wire
 * @param service the object that has the method
 */
record Function(
    String name,
    Object service,
    Method method,
    List<Parameter> parameters,
    Optional<Method> guard) {
  private static final Logger log = LoggerFactory.getLogger(Function.class);

  /**
   * Binds a call's arguments to the parameters, by position and by name.
   *
   * @throws RpcException {@code bad_arguments}, naming the argument
   */
  Object[] bind(List<JsonElement> args, Map<String, JsonElement> kwargs) {
    if (args.size() > parameters.size()) {
      throw bad("takes at most " + parameters.size() + " arguments, not " + args.size());
    }
    kwargs.keySet().forEach(this::checkKnown);
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = parameters.get(i);
      boolean isNamed = kwargs.containsKey(parameter.name());
      if (i < args.size() && isNamed) {
        throw bad(parameter, "is given by position and by name");
      }
      values[i] = convert(parameter, i < args.size() ? args.get(i) : named(parameter, kwargs));
    }
    return values;
  }

  private JsonElement named(Parameter parameter, Map<String, JsonElement> kwargs) {
    JsonElement value = kwargs.getOrDefault(parameter.name(), parameter.defaultValue());
    if (value == null) {
      throw bad(parameter, "is missing");
    }
    return value;
  }

  private Object convert(Parameter parameter, JsonElement value) {
    try {
      return parameter.converter().convert(value);
    } catch (ConversionException wrong) {
      throw new RpcException(
          RpcCode.BAD_ARGUMENTS,
          name + ": argument \"" + parameter.name() + wrong.path() + "\" " + wrong.getMessage());
    }
  }

  private void checkKnown(String given) {
    if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
      throw bad("has no argument " + Quote.of(given));
    }
  }

  private RpcException bad(Parameter parameter, String what) {
    return bad("argument \"" + parameter.name() + "\" " + what);
  }

  private RpcException bad(String what) {
    return new RpcException(RpcCode.BAD_ARGUMENTS, name + ": " + what);
  }

  /**
   * Asks the guard, if there is one.
   *
   * @throws RpcException {@code not_allowed}; also when the guard throws
   */
  void checkGuard(Object[] arguments) {
    if (guard.isPresent() && !guardAllows(guard.get(), arguments)) {
      throw new RpcException(RpcCode.NOT_ALLOWED, name + ": this call is not allowed");
    }
  }

  private boolean guardAllows(Method canCall, Object[] arguments) {
    try {
      return (boolean) canCall.invoke(service, arguments);
    } catch (InvocationTargetException | IllegalAccessException denied) {
      log.error("the guard {} failed, and so denies", canCall.getName(), denied.getCause());
      return false;
    }
  }

  /** Calls the method. What it throws is thrown. */
  Object invoke(Object[] arguments) throws Throwable {
    try {
      return method.invoke(service, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
