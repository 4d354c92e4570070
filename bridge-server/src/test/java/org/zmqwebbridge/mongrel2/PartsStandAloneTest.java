package org.zmqwebbridge.mongrel2;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What routing, directories and proxies may import, as their packages say. */
@AnalyzeClasses(packages = "org.zmqwebbridge.mongrel2", importOptions = DoNotIncludeTests.class)
class PartsStandAloneTest {
  private static final String ROOT = "org.zmqwebbridge";

  @ArchTest static final ArchRule routingIsPure = pure("routing");

  @ArchTest static final ArchRule answersArePure = pure("answer");

  @ArchTest
  static final ArchRule directoriesKnowVisitsOnly =
      imports("dir", ROOT + ".mongrel2.answer", ROOT + ".json", ROOT + ".observe");

  @ArchTest
  static final ArchRule proxiesKnowVisitsAndOrigins =
      imports(
          "proxy", ROOT + ".mongrel2.answer", ROOT + ".origin", ROOT + ".edge", ROOT + ".observe");

  private static ArchRule pure(String name) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + ".mongrel2." + name)
        .should()
        .dependOnClassesThat(not(resideInAnyPackage("java..", ROOT + ".mongrel2." + name)))
        .as(name + " imports the JDK only.");
  }

  private static ArchRule imports(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + ".mongrel2." + name)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(not(resideInAPackage(ROOT + ".mongrel2." + name)))
                .and(not(resideInAnyPackage(others))))
        .as(name + " imports " + String.join(", ", others) + ".");
  }
}
