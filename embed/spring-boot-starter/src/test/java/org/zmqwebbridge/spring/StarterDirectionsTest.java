package org.zmqwebbridge.spring;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the starter may know of the bridge. */
@AnalyzeClasses(packages = "org.zmqwebbridge.spring", importOptions = DoNotIncludeTests.class)
class StarterDirectionsTest {

  @ArchTest
  static final ArchRule itKnowsTheRootTheHooksTheSettingsAndRpcOnly =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.zmqwebbridge..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.zmqwebbridge",
                              "org.zmqwebbridge.auth",
                              "org.zmqwebbridge.config",
                              "org.zmqwebbridge.jakarta",
                              "org.zmqwebbridge.rpc",
                              "org.zmqwebbridge.spring"))));
}
