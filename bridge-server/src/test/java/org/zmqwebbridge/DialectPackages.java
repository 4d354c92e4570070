package org.zmqwebbridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The packages of all dialects, and the rules that keep them apart. */
final class DialectPackages {
  private final List<String> names;

  /**
   * @param root the package that they are in, for example {@code org.zmqwebbridge}
   * @param dialects their names below it
   */
  DialectPackages(String root, String... dialects) {
    this.names = Stream.of(dialects).map(dialect -> root + "." + dialect).toList();
  }

  /** All of them and these, as ArchUnit's package patterns. */
  String[] and(String... others) {
    return Stream.concat(Stream.of(others), names.stream().map(name -> name + ".."))
        .toArray(String[]::new);
  }

  ArchRule noneImportsAnother() {
    return classes()
        .that()
        .resideInAnyPackage(and())
        .should(stayWithin("its own dialect", this::dialectOf))
        .as("A dialect never imports another dialect.");
  }

  ArchRule noWireImportsAnother() {
    return classes()
        .that()
        .resideInAnyPackage("..wire..")
        .should(stayWithin("its own wire", DialectPackages::wireOf))
        .as("A wire never imports another wire.");
  }

  private Optional<String> dialectOf(String packageName) {
    return names.stream().filter(name -> (packageName + ".").startsWith(name + ".")).findFirst();
  }

  private static Optional<String> wireOf(String packageName) {
    int wire = (packageName + ".").indexOf(".wire.");
    return wire < 0 ? Optional.empty() : Optional.of(packageName.substring(0, wire));
  }

  /** Anyone who is in a room may know what is in the same room, or in none. */
  private static ArchCondition<JavaClass> stayWithin(
      String what, Function<String, Optional<String>> room) {
    return new ArchCondition<>("stay within " + what) {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        Optional<String> own = room.apply(from.getPackageName());
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
          Optional<String> other = room.apply(dependency.getTargetClass().getPackageName());
          if (other.isPresent() && !other.equals(own)) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }
}
