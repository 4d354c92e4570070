package org.zmqwebbridge.it;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.relay.Flavor;

/** Every row of the reference's tables, in every flavour that it holds for, with every store. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RelayConversationTest {
  static Stream<Arguments> conversations() {
    return RelayScript.all().stream()
        .flatMap(
            script ->
                flavors(script).stream()
                    .flatMap(
                        flavor ->
                            Arrays.stream(RelayStores.values())
                                .map(store -> Arguments.of(script, flavor, store))));
  }

  private static List<Flavor> flavors(RelayScript script) {
    return script.flavors().equals(List.of("all"))
        ? List.of(Flavor.values())
        : script.flavors().stream()
            .map(word -> Flavor.valueOf(word.toUpperCase(Locale.ROOT)))
            .toList();
  }

  @ParameterizedTest(name = "{0} ({1}, {2})")
  @MethodSource("conversations")
  void aConversationGoesAsItIsWritten(RelayScript script, Flavor flavor, RelayStores store) {
    try (TestBridge bridge =
        RelayBridge.start(store, settings -> settings, RelayLocations.of(script, flavor))) {
      new RelayPlay(bridge.port(), () -> (int) bridge.gauge("zwb.channels.subscribers"))
          .play(script);
    }
  }
}
