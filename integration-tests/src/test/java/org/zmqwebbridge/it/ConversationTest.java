package org.zmqwebbridge.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.zmqwebbridge.kit.ConversationFolder;

/** The running bridge holds every conversation of {@code docs/protocol/conversations}. */
final class ConversationTest {
  @TestFactory
  Stream<DynamicTest> everyConversationIsHeldOnEveryWire() {
    return Replay.all(ConversationFolder.ORIGINAL, Conversation::new);
  }
}
