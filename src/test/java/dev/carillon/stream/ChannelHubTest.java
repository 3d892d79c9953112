package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.change.Channels;
import dev.carillon.change.Notification;
import dev.carillon.change.Permissions;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelHubTest {

  private final TestHub hub = new TestHub().open(0);
  private final Wishes wishes = new Wishes();
  private final ChannelHub channels = new ChannelHub(wishes, new NothingSecret());

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void bringsAChannelsNotificationsToThoseWhoListen() {
    TestOutlet first = new TestOutlet();
    TestOutlet second = new TestOutlet();
    channels.listen("demo", hub.join(first));
    channels.listen("news", hub.join(second));
    channels.notified(new Notification("demo", 7, "hello"));
    channels.notified(new Notification("other", 7, "nobody"));
    channels.notified(new Notification("news", 7, ""));
    await().untilAsserted(() -> assertThat(first.frames()).containsExactly("demo hello"));
    await().untilAsserted(() -> assertThat(second.frames()).containsExactly("news "));
  }

  @Test
  void listensAsLongAsSomebodyDoes() {
    Subscriber first = hub.join(new TestOutlet());
    Subscriber second = hub.join(new TestOutlet());
    channels.listen("demo", first);
    channels.listen("demo", second);
    channels.unlisten("demo", first);
    assertThat(wishes.said).containsExactly("listen demo", "listen demo");
    second.close(CloseReason.GONE);
    await()
        .untilAsserted(
            () ->
                assertThat(wishes.said)
                    .containsExactly("listen demo", "listen demo", "unlisten demo"));
    channels.unlisten("demo", first);
    assertThat(wishes.said).hasSize(3);
  }

  @Test
  void letsNobodyListenWhoMayNot() {
    Subscriber subscriber = hub.join(new TestOutlet());
    assertThatThrownBy(() -> channels.listen("secret", subscriber))
        .isInstanceOf(ProblemException.class);
    assertThat(wishes.said).isEmpty();
  }

  @Test
  void doesNotListenForEverForAClientThatIsGoneAlready() {
    TestOutlet outlet = new TestOutlet();
    Subscriber gone = hub.join(outlet);
    gone.close(CloseReason.GONE);
    await().until(() -> !outlet.closed().isEmpty());
    channels.listen("demo", gone);
    await().untilAsserted(() -> assertThat(wishes.said).endsWith("unlisten demo"));
  }

  /** Notes what it is asked for; what is asked twice at a time is noted in either order. */
  private static final class Wishes implements Channels {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> listen(String channel) {
      said.add("listen " + channel);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void unlisten(String channel) {
      said.add("unlisten " + channel);
    }

    @Override
    public void publish(String channel, String payload) {
      said.add("publish " + channel);
    }
  }

  /** Forbids one channel. */
  private static final class NothingSecret implements Permissions {
    @Override
    public void checkListen(String channel) {
      if (channel.equals("secret")) {
        throw new ProblemException(Problem.forbidden("secret"));
      }
    }

    @Override
    public void checkPublish(String channel) {
      checkListen(channel);
    }
  }
}
