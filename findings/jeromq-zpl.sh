#!/bin/sh
# JeroMQ 0.6.0's ZConfig, which reads and writes ZPL (ZeroMQ RFC 4), the format of CURVE certificates:
# - A name that begins with a digit, valid by the RFC's grammar, is left out without a word when a file is read. ZCert
#   writes such metadata, and ZConfig does not find it in the file that ZCert wrote.
# - "hwm=1" is refused, although the RFC lets space matter only before names and inside values.
# - Of two properties with one name the first is lost, also of the two "bind" in the example of ZConfig's own Javadoc.
# For users: begin names with a letter, put one space on each side of "=", and do not repeat a name.
# Seen: written true, read back {name=Ben}
#       hwm = 1: {hwm=1}
#       hwm=1: org.zeromq.ZConfig$ReadException
#       bind twice: {frontend/bind=ipc://addr2}
set -eu
. "$(dirname -- "$0")/maven.sh"

project '' '' "$(dependency org.zeromq jeromq 0.6.0)"
cat >"$folder/src/main/java/Zpl.java" <<'JAVA'
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.zeromq.ZCert;
import org.zeromq.ZConfig;

public class Zpl {
  static Map<String, String> read(String text) throws IOException {
    Path file = Files.createTempFile(Path.of(""), "properties", ".zpl");
    Files.writeString(file, text);
    return ZConfig.load(file.toString()).getValues();
  }

  public static void main(String[] args) throws IOException {
    ZCert certificate = new ZCert();
    certificate.setMeta("name", "Ben");
    certificate.setMeta("2nd-contact", "Ann");
    Path file = certificate.savePublic(Path.of("ben.key").toAbsolutePath().toString()).toPath();
    boolean written = Files.readString(file).contains("    2nd-contact = \"Ann\"\n");
    System.out.println("written " + written + ", read back " + ZConfig.load(file.toString()).getChild("metadata").getValues());

    System.out.println("hwm = 1: " + read("hwm = 1\n"));
    try {
      System.out.println("hwm=1: " + read("hwm=1\n"));
    } catch (RuntimeException refused) {
      System.out.println("hwm=1: " + refused.getClass().getName());
    }
    System.out.println("bind twice: " + read("frontend\n    bind = 'inproc://addr1'\n    bind = 'ipc://addr2'\n"));
  }
}
JAVA
run Zpl
printf '%s\n' "$output"
# shellcheck disable=SC2016
[ "$output" = 'written true, read back {name=Ben}
hwm = 1: {hwm=1}
hwm=1: org.zeromq.ZConfig$ReadException
bind twice: {frontend/bind=ipc://addr2}' ] || fail "ZConfig reads something else"
