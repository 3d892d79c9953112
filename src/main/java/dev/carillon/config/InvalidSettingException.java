package dev.carillon.config;

/**
 * A setting has a value that its rule forbids; the message names the setting, the rule and the
 * value.
 */
public final class InvalidSettingException extends RuntimeException {
  InvalidSettingException(Setting setting, String rule, String value) {
    super(setting.key() + " must be " + rule + ", but is " + (value.isEmpty() ? "empty" : value));
  }
}
