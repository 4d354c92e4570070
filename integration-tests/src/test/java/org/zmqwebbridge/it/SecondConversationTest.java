package org.zmqwebbridge.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.zmqwebbridge.kit.ConversationFolder;

/** The running bridge holds the conversations of {@code docs/protocol/conversations-2}. */
final class SecondConversationTest {
  @TestFactory
  Stream<DynamicTest> everyConversationIsHeldInTheClearAndOverTls() {
    return Replay.all(ConversationFolder.SECOND, SecondConversation::new);
  }
}
