package org.zmqwebbridge.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.bench.report.Result;

/** Runs loads against what a test has started. */
final class Loads {
  private Loads() {}

  static Result run(String url, Mode mode, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", url));
    Options options = Options.parse(mode, all);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Progress progress = new Progress(nowhere);
    try (Site site = Site.open(options, progress)) {
      return Load.of(mode).run(options, site, progress);
    }
  }

  static long samples(Result result) {
    return result.latencies().get(0).nanos().getTotalCount();
  }
}
