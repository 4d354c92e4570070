package org.zmqwebbridge.channel;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.Batch;

/**
 * Messages on their way to many, in each form made once.
 *
 * <p>Owner thread: the one that delivers; valid during {@link Hold#messages} only.
 */
public final class Delivery {
  private final String channel;
  private final List<Message> messages;
  private final List<Form> forms = new ArrayList<>(2);
  private final List<Batch> batches = new ArrayList<>(2);

  Delivery(String channel, List<Message> messages) {
    this.channel = channel;
    this.messages = List.copyOf(messages);
  }

  /** Where they were published. */
  public String channel() {
    return channel;
  }

  /** At least one. */
  public List<Message> messages() {
    return messages;
  }

  /** Those for who knows no formats; {@code null}: none is. */
  Delivery plain() {
    if (messages.stream().allMatch(Message::isPlain)) {
      return this;
    }
    List<Message> some = messages.stream().filter(Message::isPlain).toList();
    return some.isEmpty() ? null : new Delivery(channel, some);
  }

  /** Those after a place; {@code null}: none is. */
  Delivery after(MessageId place) {
    List<Message> later = messages.stream().filter(message -> message.isAfter(place)).toList();
    return later.isEmpty() ? null : new Delivery(channel, later);
  }

  /** All of them in one form. */
  public Batch in(Form form) {
    for (int i = 0; i < forms.size(); i++) {
      if (forms.get(i) == form) {
        return batches.get(i);
      }
    }
    Batch batch = new Batch();
    batch.reset(form.labelBytes());
    messages.forEach(message -> form.add(batch, message));
    forms.add(form);
    batches.add(batch);
    return batch;
  }
}
