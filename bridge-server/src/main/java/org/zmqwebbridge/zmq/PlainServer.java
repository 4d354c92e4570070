package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;
import zmq.Msg;

/** PLAIN at a bound address, for users whose passwords are known. */
final class PlainServer extends Security {
  /** What JeroMQ writes as it is. */
  private static final Pattern WORD = Pattern.compile("[\\x20-\\x7e]{1,127}");

  private static final int DIGEST_CHARACTERS = 32;
  private static final byte[] NOBODYS = new byte[0];

  private final Map<String, byte[]> passwords = new HashMap<>();

  PlainServer(Map<String, String> users) {
    if (users.isEmpty()) {
      throw new IllegalArgumentException("no user is listed, so nobody could connect; name one");
    }
    users.forEach(
        (name, password) ->
            passwords.put(
                checked(name, "username"), checked(password, "password").getBytes(US_ASCII)));
  }

  /** The same; its text appears in no message, for it may be a secret. */
  static String checked(String word, String what) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is 1 to 127 printable characters of ASCII, and this one is not");
    }
    return word;
  }

  @Override
  public boolean isForConnecting() {
    return false;
  }

  @Override
  void secure(ZMQ.Socket socket) {
    socket.setPlainServer(true);
  }

  @Override
  int handshakeCommands() {
    return 2; // HELLO and INITIATE
  }

  /** A HELLO whose lengths add up to its own (RFC 24); JeroMQ does not check all of them. */
  @Override
  boolean mayBegin(Msg command, int size) {
    if (!hasName("HELLO", command, size) || size < 8) {
      return false;
    }
    int username = command.get(6);
    int at = 7 + username;
    return username >= 0 && at < size && command.get(at) >= 0 && at + 1 + command.get(at) == size;
  }

  @Override
  boolean admits(String mechanism, List<byte[]> credentials) {
    if (!mechanism.equals("PLAIN") || credentials.size() != 2) {
      return false;
    }
    byte[] password = passwords.getOrDefault(new String(credentials.get(0), UTF_8), NOBODYS);
    return MessageDigest.isEqual(credentials.get(1), password) && password.length > 0;
  }

  @Override
  String name(List<byte[]> credentials) {
    return digest(credentials.get(1)) + new String(credentials.get(0), UTF_8);
  }

  @Override
  boolean knows(String name) {
    if (name.length() < DIGEST_CHARACTERS) {
      return false;
    }
    byte[] password = passwords.get(name.substring(DIGEST_CHARACTERS));
    return password != null && name.startsWith(digest(password));
  }

  /** Begins a name: a password is told from the next, and not said. */
  private static String digest(byte[] password) {
    return Hashing.sha256().hashBytes(password).toString().substring(0, DIGEST_CHARACTERS);
  }

  @Override
  String describe(List<byte[]> credentials) {
    return "a peer with an unknown username, or a wrong password,";
  }

  @Override
  boolean differsInPeersOnly(Security before) {
    return before instanceof PlainServer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlainServer that
        && passwords.keySet().equals(that.passwords.keySet())
        && passwords.entrySet().stream()
            .allMatch(
                user -> MessageDigest.isEqual(user.getValue(), that.passwords.get(user.getKey())));
  }

  @Override
  public int hashCode() {
    return passwords.keySet().hashCode();
  }

  @Override
  public String toString() {
    return "PLAIN for " + passwords.size() + " users";
  }
}
