package org.zmqwebbridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.zmqwebbridge.edge.Dialect;

/** Who may import whom: the list of docs/ARCHITECTURE.md, quoted sentence by sentence. */
@AnalyzeClasses(packages = "org.zmqwebbridge", importOptions = DoNotIncludeTests.class)
class DirectionsTest {
  private static final String ROOT = "org.zmqwebbridge";

  /** Every package that is a dialect. A new one joins this list, and is held to all rules. */
  private static final DialectPackages DIALECTS =
      new DialectPackages(
          ROOT, "virtualsocket", "zws", "door", "relay", "grip", "mongrel2", "blastbeat");

  @ArchTest
  static final ArchRule nobodyImportsTheRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .as("The root composes; nobody imports the root.");

  @ArchTest
  static final ArchRule jettyStaysInItsFolder =
      noClasses()
          .that()
          .resideOutsideOfPackages("..edge.jetty..", "..admin..", ROOT + ".origin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..")
          .as(
              "org.eclipse.jetty only in edge.jetty, its client in origin (and admin's Jetty part).");

  @ArchTest
  static final ArchRule theWebSocketEngineStandsAlone =
      theEdgesRoom("edge.websocket")
          .as(
              "edge.websocket and edge.outgoing import edge, flow and observe, and not each"
                  + " other.");

  @ArchTest
  static final ArchRule theOutboxStandsAlone =
      theEdgesRoom("edge.outgoing").as("… nor the other way round.");

  private static ArchRule theEdgesRoom(String room) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(
                    not(
                        resideInAnyPackage(
                            ROOT + "." + room,
                            ROOT + ".edge",
                            ROOT + ".flow",
                            ROOT + ".observe"))));
  }

  @ArchTest
  static final ArchRule jeroMqStaysInItsFolder =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".zmq..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.zeromq..", "zmq..")
          .as("org.zeromq and zmq only in zmq.");

  @ArchTest
  static final ArchRule edgeAndZmqMeetInADialect =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".edge..", ROOT + ".auth..", ROOT + ".admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".zmq..", ROOT + ".gateway..")
          .as("edge and zmq never meet except in a dialect.");

  @ArchTest
  static final ArchRule zmqKnowsNoEdge =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".zmq..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DIALECTS.and(ROOT + ".edge..", ROOT + ".auth.."))
          .as("… nor the other way round.");

  @ArchTest
  static final ArchRule edgeKnowsNoDialect =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".edge..", ROOT + ".auth..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DIALECTS.and())
          .as("The edge knows no dialect.");

  @ArchTest
  static final ArchRule gatewaysKnowNoEdgeAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".gateway..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".gateway..",
                              ROOT + ".zmq..",
                              ROOT + ".auth",
                              ROOT + ".flow",
                              ROOT + ".observe"))))
          .as("gateway imports zmq, auth, flow and observe; never edge, never a dialect.");

  @ArchTest
  static final ArchRule channelsKnowNoZmqAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".channel..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".channel..",
                              ROOT + ".edge",
                              ROOT + ".flow",
                              ROOT + ".observe"))))
          .as("channel imports edge, flow and observe; never zmq, never a dialect.");

  @ArchTest
  static final ArchRule relaysKnowNoZmqAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".relay..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".relay..",
                              ROOT + ".channel",
                              ROOT + ".edge",
                              ROOT + ".auth",
                              ROOT + ".gateway",
                              ROOT + ".flow",
                              ROOT + ".rate",
                              ROOT + ".json",
                              ROOT + ".observe"))))
          .as(
              "relay imports channel, edge, auth, gateway, flow, rate, json and observe; never"
                  + " zmq.");

  @ArchTest
  static final ArchRule gripKnowsNoGatewayAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".grip..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".grip..",
                              ROOT + ".channel",
                              ROOT + ".origin",
                              ROOT + ".sockjs",
                              ROOT + ".edge",
                              ROOT + ".auth",
                              ROOT + ".zmq..",
                              ROOT + ".flow",
                              ROOT + ".rate",
                              ROOT + ".json",
                              ROOT + ".tnetstring",
                              ROOT + ".observe"))))
          .as(
              "grip imports channel, origin, sockjs, edge, auth, zmq, flow, rate, json, tnetstring"
                  + " and observe.");

  @ArchTest
  static final ArchRule mongrel2KnowsNoGatewayAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".mongrel2..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".mongrel2..",
                              ROOT + ".http1",
                              ROOT + ".origin",
                              ROOT + ".edge",
                              ROOT + ".edge.websocket",
                              ROOT + ".zmq..",
                              ROOT + ".json",
                              ROOT + ".tnetstring",
                              ROOT + ".procer",
                              ROOT + ".observe"))))
          .as(
              "mongrel2 imports http1, origin, edge, its frames, zmq, json, tnetstring, procer and"
                  + " observe.");

  @ArchTest
  static final ArchRule blastbeatKnowsNoGatewayAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".blastbeat..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".blastbeat..",
                              ROOT + ".http1",
                              ROOT + ".edge",
                              ROOT + ".edge.websocket",
                              ROOT + ".zmq..",
                              ROOT + ".auth",
                              ROOT + ".flow",
                              ROOT + ".rate",
                              ROOT + ".config",
                              ROOT + ".observe"))))
          .as(
              "blastbeat imports http1, edge, its frames, zmq, auth, flow, rate, config and"
                  + " observe.");

  @ArchTest
  static final ArchRule http1StandsAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".http1")
          .should()
          .dependOnClassesThat(not(resideInAnyPackage("java..", ROOT + ".http1")))
          .as("http1 imports the JDK only.");

  @ArchTest
  static final ArchRule sockjsKnowsTheEdgeOnly =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".sockjs..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".sockjs..",
                              ROOT + ".edge",
                              ROOT + ".flow",
                              ROOT + ".json",
                              ROOT + ".observe"))))
          .as("sockjs imports edge, flow, json and observe.");

  @ArchTest
  static final ArchRule originsKnowTheEdgesWordsOnly =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".origin..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".origin..",
                              ROOT + ".edge",
                              ROOT + ".flow",
                              ROOT + ".pem",
                              ROOT + ".observe"))))
          .as("origin imports edge, flow, pem and observe.");

  @ArchTest
  static final ArchRule probesAreClients =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".probe..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".probe..",
                              ROOT + ".virtualsocket.second.wire",
                              ROOT + ".zmq",
                              ROOT + ".pem",
                              ROOT + ".json"))))
          .as("probe imports the second wire, zmq, pem and json.");

  @ArchTest
  static final ArchRule doorsKnowNoZmqAndNoDialect =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".door..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".door..",
                              ROOT + ".edge",
                              ROOT + ".auth",
                              ROOT + ".gateway",
                              ROOT + ".flow",
                              ROOT + ".rate",
                              ROOT + ".json",
                              ROOT + ".observe"))))
          .as("door imports edge, auth, gateway, flow, rate, json and observe; never zmq.");

  @ArchTest
  static final ArchRule sharedWordsStandAlone =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".flow..", ROOT + ".rate..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".flow..", ROOT + ".rate..", ROOT + ".observe"))))
          .as("flow and rate import observe only.");

  @ArchTest
  static final ArchRule dialectsAreListed =
      classes()
          .that()
          .implement(Dialect.class)
          .should()
          .resideInAnyPackage(DIALECTS.and())
          .as("Every dialect is in the list that the rules go by.");

  @ArchTest static final ArchRule noDialectKnowsAnother = DIALECTS.noneImportsAnother();

  @ArchTest static final ArchRule aWireKnowsNoOther = DIALECTS.noWireImportsAnother();

  @ArchTest
  static final ArchRule wireIsPure =
      noClasses()
          .that()
          .resideInAPackage("..wire..")
          .should()
          .dependOnClassesThat(
              not(resideInAPackage("java.."))
                  .and(not(resideInAPackage("com.google.gson..")))
                  .and(not(resideInAnyPackage("..wire..", ROOT + ".json", ROOT + ".tnetstring"))))
          .as("wire imports the JDK, its JSON library, json and tnetstring only.");

  @ArchTest
  static final ArchRule jsonStandsAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".json")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".json"))))
          .as("json imports nothing of ours.");

  @ArchTest
  static final ArchRule jsonStaysOnTheWire =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..json..", "..wire..", "..config..", "..admin..", "..auth.http..", "..log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.gson..")
          .as(
              "JSON appears in json, wire, config, admin, log and the authorizers that speak HTTP only.");

  @ArchTest
  static final ArchRule observeStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("..observe..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..").and(not(resideInAPackage("..observe.."))))
          .as("observe imports nothing of ours.");

  @ArchTest
  static final ArchRule theLogIsTheProgramsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".log..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".log..")
          .as("Only the root knows log: an application has a log of its own.");

  @ArchTest
  static final ArchRule theCoreIsSmall =
      noClasses()
          .that()
          .resideOutsideOfPackages("..config..", "..auth.jwt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml..", "com.nimbusds..")
          .as("The core is free of YAML and its like.");

  @ArchTest
  static final ArchRule prometheusStaysInAdmin =
      noClasses()
          .that()
          .resideOutsideOfPackage("..admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..", "io.micrometer.prometheusmetrics..")
          .as("Prometheus only in admin.");

  @ArchTest
  static final ArchRule lettuceStaysInItsFolder =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".channel.redis..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.lettuce..", "io.netty..", "reactor..")
          .as("Lettuce, and what it brings along, only in channel.redis.");

  @ArchTest
  static final ArchRule micrometerIsNotForTheHotPath =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, "..observe..", "..admin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..")
          .as("Micrometer only in observe, admin and the root.");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles().as("No package cycles.");

  @ArchTest
  static final ArchRule noStaticMutableField =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage(ROOT + "..")
          .and()
          .areStatic()
          .should()
          .beFinal()
          .as("No static mutable field.");

  @ArchTest
  static final ArchRule threadsHaveKnownMakers =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".zmq..", ROOT + ".edge.jetty..", "..admin..")
          .should()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class, String.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors")
          .as("Threads are made in zmq, edge.jetty and the root only.");
}
