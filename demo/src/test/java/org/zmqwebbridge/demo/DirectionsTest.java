package org.zmqwebbridge.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class DirectionsTest {
  private static final JavaClasses DEMO =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.zmqwebbridge.demo");

  @Test
  void servicesKnowNothingOfTheWeb() {
    classes()
        .that()
        .resideInAnyPackage("..demo.service..", "..demo.chat..", "..demo.notebook..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.zeromq..",
            "zmq..",
            "com.google..",
            "org.zmqwebbridge.rpc",
            "org.zmqwebbridge.rpc.zmq", // the guard of every socket
            "org.zmqwebbridge.demo.service..",
            "org.zmqwebbridge.demo.chat..",
            "org.zmqwebbridge.demo.notebook..")
        .check(DEMO);
  }

  @Test
  void servicesKnowNeitherTheChatNorTheNotebook() {
    noClasses()
        .that()
        .resideInAPackage("..demo.service..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..demo.chat..", "..demo.notebook..")
        .check(DEMO);
  }
}
