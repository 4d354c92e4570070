package org.zmqwebbridge.auth.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Optional;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.fuzz.Choices;

/** A credential is what the client put into the right place, whole, or there is none. */
class CredentialPlacesFuzzTest {
  private static final CredentialPlaces SUBPROTOCOL =
      new CredentialPlaces(Optional.empty(), true, false, Optional.empty());
  private static final CredentialPlaces EVERYWHERE =
      new CredentialPlaces(Optional.of("session"), true, true, Optional.empty());

  private static Handshake handshake(String name, String value) {
    return new Handshake.Builder()
        .header(name, value)
        .build("/data", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  }

  @FuzzTest
  void in(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String name = choices.of("Cookie", "Authorization", "Sec-WebSocket-Protocol", "X-Session");
    String before = choices.of("", "session=", "Bearer ", "zwb.auth.", "zwb.1, zwb.auth.");
    String value = before + choices.text(60);
    if (value.chars().anyMatch(Character::isISOControl)) {
      return; // no header holds these
    }
    Optional<String> found = EVERYWHERE.in(handshake(name, value));
    assertFalse(found.isPresent() && found.get().isEmpty());
    assertTrue(found.isEmpty() || !name.equals("X-Session"));
    String credential = choices.text(60);
    String offer =
        Base64.getUrlEncoder().withoutPadding().encodeToString(credential.getBytes(UTF_8));
    assertEquals(
        Optional.of(credential).filter(text -> !text.isEmpty()),
        SUBPROTOCOL.in(handshake("Sec-WebSocket-Protocol", "a, zwb.auth." + offer + " ,b")));
  }
}
