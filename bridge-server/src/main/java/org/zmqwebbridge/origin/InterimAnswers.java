package org.zmqwebbridge.origin;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;
import org.zmqwebbridge.edge.InterimHead;

/**
 * Takes what back ends say before they answer: each is told to whose request it is about, and the
 * next is read. Switching protocols is an answer.
 *
 * <p>Owner thread: Jetty's client's. Lifetime: the client's.
 */
final class InterimAnswers implements ProtocolHandler {
  private static final String CALL = InterimAnswers.class.getName();

  /** From now on, this hears what is said about a request. */
  static void tell(Request request, HttpCall call) {
    request.attribute(CALL, call);
  }

  @Override
  public String getName() {
    return "interim";
  }

  @Override
  public boolean accept(Request request, Response response) {
    return HttpStatus.isInterim(response.getStatus());
  }

  @Override
  public Response.Listener getResponseListener() {
    return new Listener();
  }

  /** Of one of them. */
  private static final class Listener implements Response.Listener {
    @Override
    public void onSuccess(Response response) {
      int status = response.getStatus();
      InterimHead said = status == HttpStatus.CONTINUE_100 ? null : read(response);
      HttpExchange exchange = next(response);
      if (exchange != null) {
        exchange.resetResponse();
      }
      if (response.getRequest().getAttributes().get(CALL) instanceof HttpCall call) {
        if (said != null) {
          call.onInterim(said);
        } else if (status == HttpStatus.CONTINUE_100) {
          call.onContinue();
        }
      }
    }

    /** Nothing where it holds what no head may: nobody waits for it. */
    private static InterimHead read(Response response) {
      try {
        return Heads.interim(response);
      } catch (IllegalArgumentException malformed) {
        return null;
      }
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
      HttpExchange exchange = next(response);
      if (exchange != null) {
        exchange
            .getResponseListeners()
            .emitFailureComplete(
                new Result(exchange.getRequest(), exchange.getRequestFailure(), response, failure));
      }
    }

    /** Has what comes next be heard as any answer is. */
    private static HttpExchange next(Response response) {
      HttpConversation conversation = ((HttpRequest) response.getRequest()).getConversation();
      conversation.updateResponseListeners(null);
      return conversation.getExchanges().peekLast();
    }
  }
}
