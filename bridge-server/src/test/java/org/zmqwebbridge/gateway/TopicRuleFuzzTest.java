package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.fuzz.Choices;

/** By a rule with a name in it, nobody receives anything of anybody else's. */
class TopicRuleFuzzTest {
  @FuzzTest
  void open(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String text = choices.text(10) + (choices.yes() ? "{principal}" : "") + choices.text(5);
    String one = choices.text(12);
    String other = choices.yes() ? one + choices.text(5) : choices.text(12);
    TopicRule rule;
    try {
      rule = TopicRule.parse(text);
    } catch (IllegalArgumentException refused) {
      assertTrue(text.contains("{principal}"), text);
      return;
    }
    Topics ofOne = rule.open(Optional.of(one));
    Topics ofOther = rule.open(Optional.of(other));
    if (!text.contains("{principal}")) {
      assertEquals(Topics.of(text), ofOne);
    } else if (!one.equals(other)) {
      assertTrue(ofOne.and(ofOther).isNone(), () -> text + ": " + ofOne + ", " + ofOther);
      assertTrue(rule.open(Optional.empty()).isNone());
    }
  }
}
