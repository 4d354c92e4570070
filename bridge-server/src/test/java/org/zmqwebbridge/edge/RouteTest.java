package org.zmqwebbridge.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which route a path leads to. */
class RouteTest {
  private final List<String> asked = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  private final Route ruled =
      Route.ruled(
          (host, path) -> {
            asked.add(path);
            return path.startsWith("/own/")
                ? Optional.of(
                    exchange -> {
                      opened.add(path);
                      return null;
                    })
                : Optional.empty();
          });
  private final Route fixed = Route.at("/own/fixed", List.of("GET"), exchange -> null);

  @Test
  void aRuleIsAskedOnceForARequestAndBeforeWhatIsNamed() {
    Route found = Route.find(List.of(fixed, ruled), null, "/own/fixed").orElseThrow();
    assertNull(found.opener().apply(null));
    assertEquals(List.of("/own/fixed"), asked);
    assertEquals(List.of("/own/fixed"), opened);
    assertTrue(found.rule().isPresent());
  }

  @Test
  void whereARuleDoesNotLeadNobodyAnswersForIt() {
    assertTrue(Route.find(List.of(fixed, ruled), null, "/other").isEmpty());
    assertEquals(
        fixed,
        Route.find(List.of(ruled.onHost("a.example"), fixed), "b.example", "/own/fixed")
            .orElseThrow());
    assertThrows(IllegalStateException.class, () -> ruled.opener().apply(null));
  }
}
