package org.zmqwebbridge.rpc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The {@code can…} methods of a service, each of which must belong to a function: a guard that
 * never matches would protect nothing, unnoticed.
 *
 * <p>Owner thread: the caller of a server's start. Lifetime: that start.
 */
final class Guards {
  private static final Pattern GUARD_NAME = Pattern.compile("can(_.+|\\p{javaUpperCase}.*)");

  private final Service service;
  private final Map<String, List<Method>> byName = new LinkedHashMap<>();
  private final Set<String> unused = new TreeSet<>();

  private Guards(Service service) {
    this.service = service;
  }

  static boolean isGuardName(String methodName) {
    return GUARD_NAME.matcher(methodName).matches();
  }

  /**
   * Those of the service's class, of its parents and of all their interfaces, the nearest first; or
   * of its interface and of those that it extends.
   */
  static Guards of(Service service) {
    Guards guards = new Guards(service);
    for (Class<?> type : withParents(service.declaring())) {
      declared(type).forEach(guards::add);
    }
    if (service.declaring().isInterface()) {
      guards.checkNoOthers();
    }
    return guards;
  }

  /** A type, its parents, and then the interfaces of all of them. */
  private static Set<Class<?>> withParents(Class<?> type) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> next = type; isService(next); next = next.getSuperclass()) {
      types.add(next);
    }
    for (Class<?> one : List.copyOf(types)) {
      for (Class<?> parent : one.getInterfaces()) {
        types.addAll(withParents(parent));
      }
    }
    return types;
  }

  private static boolean isService(Class<?> type) {
    return type != null && type != RpcServer.class && type != Object.class;
  }

  private static List<Method> declared(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isGuardName(method.getName()) && !method.isSynthetic())
        .toList();
  }

  /** A guard beside the interface would not be asked. */
  private void checkNoOthers() {
    for (Class<?> type : withParents(service.implementation())) {
      for (Method method : declared(type)) {
        if (byName.getOrDefault(method.getName(), List.of()).stream()
            .noneMatch(guard -> sameParameters(guard, method))) {
          throw unfit(
              "does not declare the guard "
                  + method.getName()
                  + " of "
                  + type.getName()
                  + "; declare it there");
        }
      }
    }
  }

  private void add(Method method) {
    List<Method> sameName = byName.computeIfAbsent(method.getName(), name -> new ArrayList<>());
    boolean isOverridden =
        sameName.stream()
            .anyMatch(
                other ->
                    other.getDeclaringClass() != method.getDeclaringClass()
                        && sameParameters(other, method));
    if (!isOverridden) {
      sameName.add(method);
      unused.add(method.getName());
    }
  }

  private static boolean sameParameters(Method one, Method other) {
    return Arrays.equals(one.getGenericParameterTypes(), other.getGenericParameterTypes());
  }

  /**
   * The guard of a function: {@code canAddUser} or {@code can_add_user} for {@code addUser} as well
   * as for {@code add_user}.
   *
   * @throws IllegalArgumentException if it has other parameters than the function, returns no
   *     boolean, is static, or is one of two
   */
  Optional<Method> of(Method function, String wireName) {
    List<Method> guards = new ArrayList<>();
    for (String name : namesFor(function.getName(), wireName)) {
      guards.addAll(byName.getOrDefault(name, List.of()));
      unused.remove(name);
    }
    if (guards.isEmpty()) {
      return Optional.empty();
    }
    if (guards.size() > 1) {
      throw unfit("has more than one guard for " + wireName);
    }
    return Optional.of(checked(guards.get(0), function));
  }

  private static Set<String> namesFor(String javaName, String wireName) {
    Set<String> names = new TreeSet<>();
    for (String name : List.of(javaName, wireName)) {
      names.add("can_" + name);
      names.add("can_" + snake(name));
      names.add("can" + camel(name));
    }
    return names;
  }

  private static String snake(String name) {
    return name.replaceAll("(\\p{javaUpperCase})", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT));
      camel.append(word.isEmpty() ? "" : word.substring(1));
    }
    return camel.toString();
  }

  private Method checked(Method guard, Method function) {
    if (!sameParameters(guard, function)) {
      throw unfit(
          "has a guard " + guard.getName() + " with other parameters than " + function.getName());
    }
    if (guard.getReturnType() != boolean.class || Modifier.isStatic(guard.getModifiers())) {
      throw unfit("has a guard " + guard.getName() + " that is static, or returns no boolean");
    }
    guard.setAccessible(true);
    return guard;
  }

  /**
   * @throws IllegalArgumentException if a guard belongs to no function
   */
  void checkAllUsed() {
    if (!unused.isEmpty()) {
      throw unfit("has guards that name no function: " + unused + "; rename or remove them");
    }
  }

  private IllegalArgumentException unfit(String why) {
    return service.unfit(why);
  }
}
