package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The loads there are, and what each takes. */
enum Mode {
  REQUESTS(
      "round trips through a REQ endpoint, at a rate or as many as possible",
      new OptionSpec("--endpoint", "NAME", "echo", "a REQ endpoint whose service echoes"),
      new OptionSpec("--over", "HOW", "websocket", "websocket, or http: POST /req/NAME"),
      new OptionSpec("--connections", "N", "100", "pages"),
      new OptionSpec("--in-flight", "N", "1", "sockets of a page, one request each"),
      new OptionSpec("--size", "BYTES", "100", "of a request"),
      new OptionSpec("--rate", "PER_SECOND", "", "open loop; without it closed: the maximum")),
  SUBSCRIBERS(
      "one publisher, many subscriptions",
      new OptionSpec("--endpoint", "NAME", "quotes", "a SUB endpoint"),
      new OptionSpec("--over", "HOW", "websocket", "websocket, sse or poll: GET /sub/NAME"),
      new OptionSpec("--connections", "N", "1000", "pages, one subscription each"),
      new OptionSpec("--publish", "tcp://H:PORT", "", "bind the endpoint's PUB here, and publish"),
      new OptionSpec("--rate", "PER_SECOND", "max", "publications; max: as many as all can take"),
      new OptionSpec("--size", "BYTES", "100", "of a publication"),
      new OptionSpec("--stalled", "N", "0", "of the pages stop reading once they are connected")),
  TOPICS(
      "pages with topics of their own on the second wire; every message is checked",
      new OptionSpec("--endpoint", "NAME", "quotes", "a SUB endpoint"),
      new OptionSpec("--connections", "N", "1000", "pages"),
      new OptionSpec("--topics", "N", "10", "of each page alone; 0: one that all share"),
      new OptionSpec("--publish", "tcp://H:PORT", "", "bind the endpoint's PUB here"),
      new OptionSpec("--rate", "PER_SECOND", "20000", "publications, one topic after the other"),
      new OptionSpec("--size", "BYTES", "100", "of a publication, without its topic")),
  IDLE(
      "memory of connections that do nothing",
      new OptionSpec("--endpoint", "NAME", "quotes", "a SUB endpoint"),
      new OptionSpec("--over", "HOW", "websocket", "websocket, sse or poll: GET /sub/NAME"),
      new OptionSpec("--connections", "N", "10000", "pages, one subscription each"),
      new OptionSpec("--pid", "PID", "", "the bridge's process, on this machine")),
  POLITE(
      "a page that asks now and then, alone and beside one that floods",
      new OptionSpec("--endpoint", "NAME", "echo", "a REQ endpoint whose service echoes"),
      new OptionSpec("--rate", "PER_SECOND", "200", "requests of the polite page"),
      new OptionSpec("--in-flight", "N", "64", "sockets of the polite page"),
      new OptionSpec("--size", "BYTES", "100", "of a request"),
      new OptionSpec("--floods", "N", "1", "pages that flood"),
      new OptionSpec("--flood-style", "STYLE", "window", "window: 256 outstanding; blast: no end"),
      new OptionSpec("--rounds", "N", "3", "alone and beside, in turn"));

  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // a copy of strings that nobody changes
  private final List<OptionSpec> options;

  Mode(String summary, OptionSpec... own) {
    this.summary = summary;
    List<OptionSpec> all = new ArrayList<>(Arrays.asList(own));
    all.addAll(OptionSpec.COMMON);
    this.options = List.copyOf(all);
  }

  static Optional<Mode> named(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  /** As on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<OptionSpec> options() {
    return options;
  }

  /** The ways that it can take; the first is the standard. */
  List<Over> ways() {
    return switch (this) {
      case REQUESTS -> List.of(Over.WEBSOCKET, Over.HTTP);
      case SUBSCRIBERS, IDLE -> List.of(Over.WEBSOCKET, Over.SSE, Over.POLL);
      case TOPICS, POLITE -> List.of(Over.WEBSOCKET);
    };
  }

  String usage() {
    StringBuilder text = new StringBuilder("zwb bench " + word() + " …: " + summary + "\n\n");
    options.forEach(option -> text.append(option.usage()));
    return text.toString();
  }

  static String overview() {
    StringBuilder text =
        new StringBuilder(
            """
            zwb bench: puts load on a bridge, and says what came of it

              zwb bench                           a tour of a minute, on a bridge of its own
            """);
    for (Mode mode : values()) {
      text.append(String.format("  zwb bench %-25s %s%n", mode.word() + " …", mode.summary));
    }
    return text.append(
            """
              zwb bench jmh [PATTERN] …           micro-benchmarks of the hot path (JMH's options)
              zwb bench MODE --help               the options of one

            Without --url it starts a bridge of its own, with an echo service and a publisher.
            docs/bench.md says what the figures mean.
            """)
        .toString();
  }
}
