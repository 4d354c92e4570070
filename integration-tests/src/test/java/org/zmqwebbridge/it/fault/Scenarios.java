package org.zmqwebbridge.it.fault;

import java.util.List;

/** All that is played. */
final class Scenarios {
  /**
   * What breaks, and the rules of what then holds.
   *
   * @param what a heading of docs/faults.md
   */
  record Chapter(String what, List<Scenario> scenarios) {}

  private Scenarios() {}

  static List<Chapter> chapters() {
    return List.of(
        new Chapter("Between a page and the bridge", PageLinkScenarios.all()),
        new Chapter("Between the bridge and a service", ServiceLinkScenarios.all()),
        new Chapter("A service", ProcessScenarios.all()),
        new Chapter("A service's name", NameScenarios.all()),
        new Chapter("A hook", HookScenarios.all()),
        new Chapter("Many pages at once", CrowdScenarios.all()),
        new Chapter("The bridge itself", BridgeScenarios.all()));
  }

  /** Those whose rule contains a text. */
  static List<Scenario> containing(String text) {
    return chapters().stream()
        .flatMap(chapter -> chapter.scenarios().stream())
        .filter(scenario -> scenario.rule().contains(text))
        .toList();
  }

  /** The rules, as docs/faults.md has them. */
  static String markdown() {
    StringBuilder text = new StringBuilder();
    for (Chapter chapter : chapters()) {
      text.append("### ").append(chapter.what()).append("\n\n");
      chapter
          .scenarios()
          .forEach(scenario -> text.append("- ").append(scenario.rule()).append('\n'));
      text.append('\n');
    }
    return text.toString().strip();
  }
}
