/**
 * Who may do what: raw channels by name, foreign pages by origin, requests by size.
 *
 * <p>Start reading at {@link dev.carillon.security.ChannelPermissions}. May use {@code change} and
 * {@code config}; nobody uses it. Runs in its callers' threads.
 */
@NullMarked
package dev.carillon.security;

import org.jspecify.annotations.NullMarked;
