package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.zmqwebbridge.edge.HeaderField;

/** Headers of Jetty's in our words. */
final class HeadFields {
  private HeadFields() {}

  /** All of these that may be said: one that holds what no header may is left out. */
  static List<HeaderField> of(HttpFields fields) {
    List<HeaderField> said = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      String value = field.getValue() == null ? "" : field.getValue();
      if (HeaderField.isName(field.getName()) && HeaderField.isValue(value)) {
        said.add(new HeaderField(field.getName(), value));
      }
    }
    return said;
  }
}
