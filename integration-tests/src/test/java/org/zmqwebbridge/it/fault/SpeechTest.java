package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpeechTest {
  /** As a caller makes them: endpoint, caller, number, and what no other has, a few times. */
  private static final String OWN = "tested-64848424-2-" + "cgf6ilz0xmi5".repeat(6);

  private static final String OTHERS = "tested-64848424-3-" + "2c0pm1kd8v7w".repeat(6);

  @ParameterizedTest
  @EnumSource(Speech.class)
  void itsOwnReplyWithAFlippedBitOrCutShortIsStillItsOwn(Speech speech) {
    String reply = speech.reply(OWN);
    assertTrue(speech.isGarbledReply(OWN, reply.replaceFirst("6", "7")));
    assertTrue(speech.isGarbledReply(OWN, reply.substring(0, reply.length() / 3)));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void whatMayBeAnothersIsNeverItsOwn(Speech speech) {
    String others = speech.reply(OTHERS);
    assertFalse(speech.isGarbledReply(OWN, others));
    assertFalse(speech.isGarbledReply(OWN, others.substring(0, others.length() / 3)));
    assertFalse(speech.isGarbledReply(OWN, others.substring(0, others.indexOf("64848424"))));
    assertFalse(speech.isGarbledReply(OWN, ""));
  }
}
