package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the rules which keep dialects apart bite, shown on two small packages of the tests. */
class DialectPackagesTest {
  private static final String ROOT = "org.zmqwebbridge.directions";
  private static final JavaClasses BOTH = new ClassFileImporter().importPackages(ROOT);
  private static final DialectPackages PACKAGES = new DialectPackages(ROOT, "one", "other");

  /** Who breaks a rule, each once. */
  private static Set<String> whoBreaks(ArchRule rule) {
    return rule.evaluate(BOTH).getFailureReport().getDetails().stream()
        .map(line -> line.replaceAll("^\\w+ <" + ROOT + "\\.([\\w.]+?\\.[A-Z]\\w*).*", "$1"))
        .collect(Collectors.toSet());
  }

  @Test
  void aDialectThatImportsAnotherIsFound() {
    assertEquals(Set.of("one.Meddler", "one.wire.Frame"), whoBreaks(PACKAGES.noneImportsAnother()));
  }

  @Test
  void aWireThatImportsAnotherIsFound() {
    assertEquals(Set.of("one.wire.Frame"), whoBreaks(PACKAGES.noWireImportsAnother()));
  }

  @Test
  void namesThatBeginAlikeAreDifferentDialects() {
    DialectPackages alike = new DialectPackages(ROOT, "o", "other");
    assertEquals(Set.of(), whoBreaks(alike.noneImportsAnother()));
  }
}
