package dev.carillon.chat;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.Refusals;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored messages. Each call is a transaction, or joins its caller's. */
@Stateless
public class Messages {
  @PersistenceContext private EntityManager entities;
  @Inject private Refusals refusals;

  /**
   * Stores a message; that anybody is told is the trigger's doing.
   *
   * @throws ProblemException 422 if there is no such sender, or the database refuses it
   */
  public Message add(NewMessage written) {
    if (entities.find(AppUser.class, written.sender()) == null) {
      throw NewMessage.invalid(
          "sender", "sender must be the id of a user, but is " + written.sender());
    }
    // PostgreSQL keeps microseconds: the answer must say what is stored
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    Message added = new Message(written, now);
    try {
      entities.persist(added);
      entities.flush(); // the database gives the id, and its opinion
    } catch (PersistenceException e) {
      throw refusals.explain(e);
    }
    return added;
  }

  /** As psql would: by the sender's name, into the view. */
  public void addByName(String senderName, String channel, String content) {
    try {
      entities
          .createNativeQuery(
              "INSERT INTO conversation (sender_name, channel, content) VALUES (?1, ?2, ?3)")
          .setParameter(1, senderName)
          .setParameter(2, channel)
          .setParameter(3, content)
          .executeUpdate();
    } catch (PersistenceException e) {
      throw refusals.explain(e);
    }
  }

  public @Nullable Message find(long id) {
    return entities.find(Message.class, id);
  }

  /**
   * Gives a message another content.
   *
   * @throws ProblemException as {@link #own}, or 422 if the database refuses it
   */
  public Message edit(long id, int sender, String content) {
    Message message = own(id, sender);
    message.edit(content);
    try {
      entities.flush();
    } catch (PersistenceException e) {
      throw refusals.explain(e);
    }
    entities.refresh(message); // the database says when
    return message;
  }

  /**
   * Deletes a message.
   *
   * @throws ProblemException as {@link #own}
   */
  public void delete(long id, int sender) {
    entities.remove(own(id, sender));
  }

  /** A channel's newest messages before an id, newest first. */
  public List<Message> page(String channel, long before, int limit) {
    return entities
        .createQuery(
            "SELECT m FROM Message m WHERE m.channel = :channel AND m.id < :before"
                + " ORDER BY m.id DESC",
            Message.class)
        .setParameter("channel", channel)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultList();
  }

  /** The latest message of each channel, by one look into the index for each. */
  public List<Message> latest() {
    List<?> rows =
        entities
            .createNativeQuery(
                "SELECT m.* FROM channel c, LATERAL (SELECT * FROM message"
                    + " WHERE channel = c.name ORDER BY id DESC LIMIT 1) m",
                Message.class)
            .getResultList();
    return rows.stream().map(Message.class::cast).toList();
  }

  /** The message, for its sender: 404 if there is none, 403 if it is somebody else's. */
  private Message own(long id, int sender) {
    Message message = entities.find(Message.class, id);
    if (message == null) {
      throw new ProblemException(Problem.notFound("There is no message " + id));
    }
    if (message.getSender() != sender) {
      throw new ProblemException(
          Problem.forbidden(
              "Message "
                  + id
                  + " is by user "
                  + message.getSender()
                  + ", who alone may change it"));
    }
    return message;
  }
}
