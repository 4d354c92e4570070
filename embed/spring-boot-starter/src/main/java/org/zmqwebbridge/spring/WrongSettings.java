package org.zmqwebbridge.spring;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.zmqwebbridge.config.ConfigException;

/** Says all that is wrong with the bridge's properties, without a stack trace. */
final class WrongSettings extends AbstractFailureAnalyzer<ConfigException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ConfigException cause) {
    String problems =
        cause.problems().stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    return new FailureAnalysis(
        "The properties below zmqwebbridge are not what the bridge can start with:\n\n" + problems,
        "Correct them (docs/OPERATIONS.md explains each), or leave the bridge out with"
            + " zmqwebbridge.enabled=false.",
        cause);
  }
}
