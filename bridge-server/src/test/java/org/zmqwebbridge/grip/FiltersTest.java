package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class FiltersTest {
  private static final Optional<List<String>> ANY = Optional.empty();
  private static final Hearer ANN =
      new Hearer(
          Map.of("user", "ann", "id_format", "%(fruit)s-%(news)s"),
          Map.of("fruit", "4", "news", "7"));

  private final Counters counters = new Counters();

  private String passed(
      List<String> names,
      Optional<List<String>> contentFilters,
      Map<String, String> published,
      Hearer hearer,
      String content) {
    List<Optional<byte[]>> heard = new ArrayList<>();
    Filters.of(names)
        .apply(
            contentFilters,
            published,
            hearer,
            content.getBytes(UTF_8),
            FilterAsk.NOBODY,
            counters,
            heard::add);
    assertEquals(1, heard.size(), "told once, at once");
    return heard.get(0).map(bytes -> new String(bytes, UTF_8)).orElse("(dropped)");
  }

  private String passed(String name, Map<String, String> published, String content) {
    return passed(List.of(name), ANY, published, ANN, content);
  }

  @Test
  void aSenderDoesNotGetItsOwn() {
    assertEquals("(dropped)", passed("skip-self", Map.of("sender", "ann"), "x"));
    assertEquals("x", passed("skip-self", Map.of("sender", "bob"), "x"));
    assertEquals("x", passed("skip-self", Map.of(), "x"));
  }

  @Test
  void usersThatAreNamedDoNotGetIt() {
    assertEquals("(dropped)", passed("skip-users", Map.of("skip_users", "bob, ann"), "x"));
    assertEquals("x", passed("skip-users", Map.of("skip_users", "anna,an"), "x"));
    Hearer nobody = new Hearer(Map.of(), Map.of());
    Map<String, String> all = Map.of("skip_users", ",");
    assertEquals("x", passed(List.of("skip-users"), ANY, all, nobody, "x"));
  }

  @Test
  void onlyWhoHearsAnotherChannelGetsIt() {
    assertEquals("x", passed("require-sub", Map.of("require_sub", "news"), "x"));
    assertEquals("(dropped)", passed("require-sub", Map.of("require_sub", "other"), "x"));
    assertEquals("x", passed("require-sub", Map.of(), "x"));
  }

  @Test
  void idsAndVariablesAreWrittenIn() {
    assertEquals("id: 4-7", passed("build-id", Map.of(), "id: %I"));
    assertEquals("hi ann", passed("var-subst", Map.of(), "hi %(user)s"));
    assertEquals(
        "ann ann",
        passed(List.of("var-subst", "var-subst"), ANY, Map.of(), ANN, "%%(user)s %(user)s"));
  }

  @Test
  void whatAFilterCannotReadIsDroppedAndCounted() {
    assertEquals("(dropped)", passed("var-subst", Map.of(), "%(nothing)s"));
    Hearer plain = new Hearer(Map.of(), Map.of());
    assertEquals("(dropped)", passed(List.of("build-id"), ANY, Map.of(), plain, "%I"));
    assertEquals(2, counters.value(Counter.GRIP_MALFORMED));
  }

  @Test
  void contentIsForWhoHasItsFilters() {
    List<String> has = List.of("skip-self", "var-subst");
    Optional<List<String>> same = Optional.of(List.of("var-subst"));
    assertEquals("x", passed(has, same, Map.of(), ANN, "x"));
    assertEquals("(dropped)", passed(has, Optional.of(List.of()), Map.of(), ANN, "x"));
    assertEquals("(dropped)", passed(List.of(), same, Map.of(), ANN, "x"));
    assertEquals("x", passed(List.of(), Optional.of(List.of()), Map.of(), ANN, "x"));
    assertEquals(0, counters.value(Counter.GRIP_MALFORMED), "it is no fault of anybody's");
  }

  @Test
  void fiveCountAndWhatIsNoneIsLeftOut() {
    List<String> many =
        List.of("x", "skip-self", "skip-self", "skip-self", "skip-users", "require-sub");
    assertEquals(4, Filters.of(many).all().size());
    assertTrue(Filters.of(List.of("x")).isEmpty());
    assertFalse(Filters.of(many).ask());
    assertTrue(Filters.of(List.of("http-check")).ask());
  }

  @Test
  void whereNobodyMayBeAskedNobodyGetsIt() {
    assertEquals("(dropped)", passed("http-check", Map.of(), "x"));
  }
}
