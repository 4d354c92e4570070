package org.zmqwebbridge.it;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.Handshake;

/** Classes for {@code auth.class}, usable and not. */
public final class AuthClasses {
  private AuthClasses() {}

  /** Lets members in. */
  public static final class MembersOnly extends Authorizer {
    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      return Decision.allowIf("hugo".equals(request.text("username")), "members only");
    }
  }

  /** Lets nobody in. */
  public static final class NobodyIn extends Authorizer {
    @Override
    public Decision websocketAllowed(Handshake handshake) {
      return Decision.DENY;
    }
  }

  /** No hooks. */
  public static final class Stranger {}

  /** Cannot be constructed. */
  public abstract static class Unfinished extends Authorizer {}

  /** Needs something. */
  public static final class Demanding extends Authorizer {
    public Demanding(String unused) {}
  }

  /** Is hidden. */
  static final class Hidden extends Authorizer {
    private Hidden() {}
  }

  /** Keeps standard error, and with it the one that has something to log, for ever. */
  public static final class LogKeeper extends Authorizer {
    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      synchronized (System.err) {
        System.out.println("the log is kept");
        Uninterruptibles.awaitUninterruptibly(new CountDownLatch(1));
        return Decision.ALLOW;
      }
    }
  }

  /** Says two megabytes about each question. */
  public static final class Loud extends Authorizer {
    private static final Logger log = LoggerFactory.getLogger(Loud.class);

    @Override
    public Decision zmqAllowed(ZmqRequest request) {
      String text = "loud ".repeat(200);
      for (int i = 0; i < 2_000; i++) {
        log.info("{} {}", i, text);
      }
      return Decision.ALLOW;
    }
  }

  /** Cannot start. */
  public static final class Failing extends Authorizer {
    public Failing() {
      throw new IllegalStateException("no database");
    }
  }
}
