package org.zmqwebbridge.origin;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;

/** Heads of Jetty's in our words. */
final class Heads {
  private Heads() {}

  /**
   * Of an answer.
   *
   * @throws IllegalArgumentException if it holds what no head may
   */
  static ResponseHead of(Response response) {
    String reason = response.getReason() == null ? "" : response.getReason();
    return new ResponseHead(response.getStatus(), reason, headers(response.getHeaders()));
  }

  /**
   * Of what comes before it.
   *
   * @throws IllegalArgumentException if it holds what no head may
   */
  static InterimHead interim(Response response) {
    String reason = response.getReason() == null ? "" : response.getReason();
    return new InterimHead(response.getStatus(), reason, headers(response.getHeaders()));
  }

  /**
   * @throws IllegalArgumentException if one holds what no header may
   */
  static List<HeaderField> headers(HttpFields fields) {
    List<HeaderField> headers = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      headers.add(
          new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()));
    }
    return headers;
  }
}
