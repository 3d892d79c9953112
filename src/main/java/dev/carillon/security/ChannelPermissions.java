package dev.carillon.security;

import dev.carillon.change.Permissions;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Raw channels by the settings' patterns. Carillon's own channels belong to it alone. */
@Singleton
public class ChannelPermissions implements Permissions {
  private static final int LONGEST = 63;
  private static final String OURS = "carillon";
  private final List<String> listen;
  private final List<String> publish;

  @Inject
  ChannelPermissions(Settings settings) {
    this.listen = settings.channelsToListen();
    this.publish = settings.channelsToPublish();
  }

  @Override
  public void checkListen(String channel) {
    check(channel, listen, Setting.CHANNELS_LISTEN);
  }

  @Override
  public void checkPublish(String channel) {
    check(channel, publish, Setting.CHANNELS_PUBLISH);
  }

  private static void check(String channel, List<String> allowed, Setting setting) {
    int bytes = channel.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > LONGEST || channel.indexOf(0) >= 0) {
      throw new ProblemException(
          Problem.badRequest(
              "A channel's name must be 1 to 63 bytes without NUL, but has " + bytes));
    }
    if (channel.startsWith(OURS)
        || allowed.stream().noneMatch(pattern -> matches(pattern, channel))) {
      throw new ProblemException(
          Problem.forbidden(
              "The channel \""
                  + channel
                  + "\" is not among those that "
                  + setting.key()
                  + " allows"));
    }
  }

  private static boolean matches(String pattern, String channel) {
    return pattern.endsWith("*")
        ? channel.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(channel);
  }
}
