package org.zmqwebbridge.edge.jetty;

import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.zmqwebbridge.edge.RequestTarget;

/**
 * What a request may say of itself, line by line, besides what Jetty's parser sees to; what is
 * thrown here ends it.
 *
 * <p>Owner thread: the one that reads. Lifetime: the connection's.
 */
final class HeadRules {
  /** Codings that end with the one that is known, each in its plain form. */
  private static final Pattern MORE_CODINGS =
      Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+([ \t]*,[ \t]*[a-z0-9!#$%&'*+.^_`|~-]+)*");

  /** RFC 9110, section 7.2, without the commas that would be allowed: two hosts look so. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+;=%-]+)(:[0-9]{0,5})?");

  private HttpVersion version;
  private String host; // the last that was right; null: none yet

  /** Of its line. */
  void begin(String method, String target, HttpVersion said) {
    version = said;
    if (method.equals("CONNECT")) {
      throw bad(HttpStatus.NOT_IMPLEMENTED_501, "no tunnels");
    }
    String wrong = RequestTarget.wrong(method, target);
    if (!wrong.isEmpty()) {
      throw bad(HttpStatus.BAD_REQUEST_400, wrong);
    }
  }

  /** Of one of its headers; returns whether it counts. */
  boolean counts(HttpField field) {
    String value = field.getValue() == null ? "" : field.getValue();
    if (field.getHeader() == HttpHeader.TRANSFER_ENCODING) {
      checkCoding(value.toLowerCase(Locale.ROOT));
    } else if (field.getHeader() == HttpHeader.HOST) {
      checkHost(value);
    }
    // HTTP/1.0 knows no interim answer: RFC 9110, section 10.1.1
    return field.getHeader() != HttpHeader.EXPECT || version != HttpVersion.HTTP_1_0;
  }

  /** Most clients say the same again and again. */
  private void checkHost(String value) {
    if (!value.equals(host)) {
      if (!HOST.matcher(value).matches()) {
        throw bad(HttpStatus.BAD_REQUEST_400, "no host");
      }
      host = value;
    }
  }

  /** RFC 9112, sections 6.1 and 6.3. */
  private void checkCoding(String value) {
    if (version == HttpVersion.HTTP_1_0) {
      throw bad(HttpStatus.BAD_REQUEST_400, "Transfer-Encoding in HTTP/1.0");
    }
    if (!value.equals("chunked")) {
      boolean isPlain = MORE_CODINGS.matcher(value).matches() && value.endsWith("chunked");
      throw bad(
          isPlain ? HttpStatus.NOT_IMPLEMENTED_501 : HttpStatus.BAD_REQUEST_400,
          "a Transfer-Encoding besides chunked");
    }
  }

  private static HttpException.RuntimeException bad(int status, String why) {
    return new HttpException.RuntimeException(status, why);
  }
}
