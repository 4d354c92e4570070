package org.zmqwebbridge.blastbeat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in an ini file, and what has no effect, is said with its line. */
class IniMistakesTest {
  @TempDir private Path folder;
  private IniPlace place;

  @BeforeEach
  void writeFiles() throws IOException {
    place = IniPlace.in(folder);
  }

  private static final String OTHERS = "[blastbeat]\nbind = 127.0.0.1:1\nzmq = tcp://127.0.0.1:2\n";

  static Stream<Arguments> unwise() {
    return Stream.of(
        Arguments.of(
            "[blastbeat]\nbnd = x\nbnd = y\n",
            "x.ini:5: unknown key \"bnd\", which has no effect; did you mean \"bind\"?"),
        Arguments.of(
            "[blastbeat]\ncertificate = x\n",
            "x.ini:5: unknown key \"certificate\", which has no effect; it belongs to a"
                + " [blastbeat:HOST]"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nping-freq = 1\n",
            "x.ini:6: unknown key \"ping-freq\", which has no effect; it belongs to [blastbeat]"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nnonsense\n",
            "x.ini:6: unknown key \"nonsense\", which has no effect"),
        Arguments.of(
            "[uwsgi]\nsocket = :1\n",
            "x.ini:4: section [uwsgi] has no effect; [blastbeat] and [blastbeat:HOST] have"),
        Arguments.of(
            "[blastbaet]\nbind = :1\n",
            "x.ini:4: section [blastbaet] has no effect; [blastbeat] and [blastbeat:HOST] have; did"
                + " you mean \"blastbeat\"?"),
        Arguments.of(
            "[blastbeat]\nmemory = 2048\n",
            "x.ini:5: memory = 2048 is taken for megabytes, as BlastBeat's README has it; numbers"
                + " from 1048576 on are bytes"),
        Arguments.of(
            "[blastbeat]\ntimeout = 10 ; seconds\n",
            "x.ini:5: timeout: what is after the number is no comment, and has no effect"),
        Arguments.of(
            "[blastbeat]\nping-freq = 2.5 # seconds\n",
            "x.ini:5: ping-freq: what is after the number is no comment, and has no effect"),
        Arguments.of(
            "[oth\u001ber]\n",
            "x.ini:4: section [oth?er] has no effect; [blastbeat] and [blastbeat:HOST] have"),
        Arguments.of(
            "[blastbeat:a]\nalias = b\n",
            "x.ini: [blastbeat:a] has no node, so its requests are answered 503"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\n[blastbeat:b]\nnode = n\nalias = A\n",
            "x.ini: A is a name of [blastbeat:a] and of [blastbeat:b]; at 127.0.0.1:1, the first"
                + " gets its requests"));
  }

  @ParameterizedTest
  @MethodSource("unwise")
  void whatHasNoEffectIsNamedOnce(String ini, String remark) throws IOException {
    assertEquals(List.of(remark), place.remarks(OTHERS + ini + "\n[blastbeat:z]\nnode = n\n"));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "= x\n", "x.ini:1: is neither [section], key = value nor a comment (;): \"= x\""),
        Arguments.of(
            "[blastbeat]\nping\u001b-freq = 1\n",
            "x.ini:2: is neither [section], key = value nor a comment (;): \"ping?-freq = 1\""),
        Arguments.of("[blastbeat\nbind = 1\n", "x.ini:1: a section ends with ]: \"[blastbeat\""),
        Arguments.of("[blastbeat]\nbind =\n", "x.ini:2: bind: has no value; write bind = VALUE"),
        Arguments.of("[blastbeat]\nbind\n", "x.ini:2: bind: has no value; write bind = VALUE"),
        Arguments.of(
            "[blastbeat]\nbind = example.org:80\n",
            "x.ini:2: bind: \"example.org:80\" is no address with a port; write 127.0.0.1:8080, or"
                + " *:8080 for every address of this machine, ::1:8080 or fe80::1%eth0:8080 for"
                + " IPv6"),
        Arguments.of(
            "[blastbeat]\nzmq = 127.0.0.1:5000\n",
            "x.ini:2: zmq: an address looks like tcp://host:port"),
        Arguments.of(
            "[blastbeat]\ntimeout = ten\n", "x.ini:2: timeout: is a whole number, not \"ten\""),
        Arguments.of(
            "[blastbeat]\ntimeout = 0\n",
            "x.ini:2: timeout: it is a number from 1 to 31536000, not 0"),
        Arguments.of(
            "[blastbeat]\nsessions = 99999999999999999999\n",
            "x.ini:2: sessions: is a whole number, not \"99999999999999999999\""),
        Arguments.of(
            "[blastbeat]\nping-freq = 1e9\n",
            "x.ini:2: ping-freq: is a number of seconds, not \"1e9\""),
        Arguments.of(
            "[blastbeat]\nping-freq = 0\n",
            "x.ini:2: ping-freq: it, in milliseconds, is a number from 100 to 3600000, not 0"),
        Arguments.of(
            "[blastbeat]\nmemory = 0\n",
            "x.ini:2: memory: it is a number from 1 to 1099511627776, not 0"),
        Arguments.of(
            "[blastbeat:a b]\nnode = n\n",
            "x.ini:1: the name of a virtual host is 1 to 300 letters, digits and signs without"
                + " spaces, not \"a b\""),
        Arguments.of(
            "[blastbeat:]\nnode = n\n",
            "x.ini:1: the name of a virtual host is 1 to 300 letters, digits and signs without"
                + " spaces, not \"\""),
        Arguments.of(
            "[blastbeat:a]\nalias = b c\n",
            "x.ini:2: alias: it is 1 to 300 letters, digits and signs without spaces, not \"b c\""),
        Arguments.of(
            "[blastbeat:a]\nnode = n\u0001\n", "x.ini:2: node: has control characters: \"n?\""),
        Arguments.of(
            "[blastbeat:a]\nnode = foobar1\nweight = fobar1 2\n",
            "x.ini:3: weight: there is no node \"fobar1\" here; did you mean \"foobar1\"?"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nweight = n\n",
            "x.ini:3: weight: is the name of a node and a number, such as foobar1 2, not \"n\""),
        Arguments.of(
            "[blastbeat:a]\nnode = n\nweight = n 0\n",
            "x.ini:3: weight: the weight of node n is a number from 1 to 1000, not 0"),
        Arguments.of(
            "[blastbeat:a]\nhead = rae\n",
            "x.ini:2: head: is one of uwsgi, raw, not \"rae\"; did you mean \"raw\"?"),
        Arguments.of(
            "[blastbeat:a]\nsocket-io = maybe\n",
            "x.ini:2: socket-io: is one of 1, true, on, 0, false, off, not \"maybe\""),
        Arguments.of(
            "[blastbeat:a]\norigin = b.org\n",
            "x.ini:2: origin: \"b.org\" is no Origin; it begins with a scheme: https://b.org, or"
                + " http://b.org"),
        Arguments.of(
            "[blastbeat:a]\norigin = a\tb\n",
            "x.ini:2: origin: \"a?b\" is no Origin; it looks like https://example.com,"
                + " https://*.example.com, app://name or null"),
        Arguments.of(
            "[blastbeat:a]\nkey = a.key\n",
            "x.ini:2: key: is of no certificate; say certificate = FILE"),
        Arguments.of(
            "[blastbeat:a]\ncertificate = bad.crt\n", "x.ini:2: certificate: bad.crt is bad"),
        Arguments.of(
            "[blastbeat:a]\ncertificate = \0x\n",
            "x.ini:2: certificate: has control characters: \"?x\""),
        Arguments.of(
            "[blastbeat:a]\nbind-ssl = 127.0.0.1:1\n",
            "x.ini: bind-ssl 127.0.0.1:1: no virtual host there has a certificate; say certificate"
                + " and key of one"),
        Arguments.of(
            "[blastbeat]\nbind = 127.0.0.1:1\nbind-ssl = 127.0.0.1:1\n",
            "x.ini: bind 127.0.0.1:1 is there with TLS and without; let it be one of both"),
        Arguments.of(
            "[blastbeat:a]\nnode = n\n[blastbeat:A]\nnode = n\n",
            "x.ini: two virtual hosts have the name \"a\"; give each its own"),
        Arguments.of(
            "[blastbeat]\nzmq-plain-users = users\n",
            "x.ini:2: there is no zmq in this section that it could be for"),
        Arguments.of(
            "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\n",
            "x.ini:3: zmq-curve-keys and zmq-curve-clients belong together"),
        Arguments.of(
            """
            [blastbeat]
            zmq = tcp://*:1
            zmq-curve-keys = own.secret
            zmq-curve-clients = bad.crt
            """,
            "x.ini:3: zmq-curve-keys: bad.crt is bad"),
        Arguments.of(
            """
            [blastbeat]
            zmq = tcp://*:1
            zmq-curve-keys = own.secret
            zmq-curve-clients = nodes.keys
            zmq-plain-users = users
            """,
            "x.ini:5: zmq-plain-users: CURVE and PLAIN exclude each other; CURVE also encrypts, so"
                + " take it out"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsSaidWithItsPlace(String ini, String mistake) {
    assertEquals(List.of(mistake), place.mistakes(ini));
  }

  @Test
  void aFileThatCannotBeReadIsLookedForInTwoPlaces() {
    String said = place.mistakes("[blastbeat:a]\ncertificate = none.crt\n").get(0);
    assertEquals(
        "x.ini:2: certificate: none.crt cannot be read, neither from "
            + Path.of("").toAbsolutePath()
            + " nor from "
            + folder
            + "; is the path right, and may this user read it?",
        said);
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    assertEquals(
        List.of(
            "x.ini:2: bind: \"x\" is no address with a port",
            "x.ini:3: max-hops: is a whole number",
            "x.ini:5: head: is one of uwsgi, raw",
            "x.ini:7: a section ends with ]"),
        place
            .mistakes(
                "[blastbeat]\nbind = x\nmax-hops = y\n[blastbeat:a]\nhead = z\nnode = n\n[other\n")
            .stream()
            .map(mistake -> mistake.replaceAll("[;,:] (write|not) .*|: \"\\[other.*", ""))
            .toList());
  }

  @Test
  void theyEndSomewhere() {
    assertEquals(100, place.mistakes("[blastbeat]\n" + "bind = x\n".repeat(1_000)).size());
  }

  @Test
  void nothingOfSecretsIsSaid() throws IOException {
    Files.writeString(folder.resolve("own.secret"), "sesame");
    assertFalse(
        place
            .mistakes(
                "[blastbeat]\nzmq = tcp://*:1\nzmq-curve-keys = own.secret\nzmq-curve-clients ="
                    + " bad.crt\n")
            .toString()
            .contains("sesame"));
  }
}
