package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Topics;

class TopicRuleTest {
  private static Topics open(String rule, String principal) {
    return TopicRule.parse(rule).open(Optional.ofNullable(principal));
  }

  @Test
  void aRuleWithoutANameIsForEverybody() {
    assertEquals(Topics.of("news/"), open("news/", null));
    assertEquals(Topics.of("news/"), open("news/", "hugo"));
    assertEquals(Topics.ALL, open("", null));
  }

  @Test
  void aRuleWithANameIsForThatOneOnly() {
    assertEquals(Topics.of("user/hugo/"), open("user/{principal}/", "hugo"));
    assertEquals(Topics.of("user.hugo.x"), open("user.{principal}.x", "hugo"));
    assertEquals(Topics.NONE, open("user/{principal}/", null));
  }

  @Test
  void aNameThatHoldsItsDelimiterGetsNothing() {
    assertEquals(Topics.NONE, open("user/{principal}/", "hugo/private"));
    assertEquals(Topics.of("user/hugo.private/"), open("user/{principal}/", "hugo.private"));
    assertEquals(Topics.NONE, open("user.{principal}.", "hugo.private"));
  }

  @Test
  void aNameThatMakesTheTopicTooLongGetsNothing() {
    assertEquals(Topics.NONE, open("user/{principal}/", "x".repeat(255)));
  }

  @Test
  void aRuleWithoutADelimiterIsNoRule() {
    assertThrows(IllegalArgumentException.class, () -> TopicRule.parse("user/{principal}"));
    assertThrows(IllegalArgumentException.class, () -> TopicRule.parse("{principal}/{principal}/"));
    assertThrows(IllegalArgumentException.class, () -> TopicRule.parse("x".repeat(256)));
  }
}
