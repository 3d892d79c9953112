/**
 * What is asked once and answered once: pages of the log, status, health, and problems as JSON.
 *
 * <p>Start reading at {@link dev.carillon.rest.ChangesResource}. May use {@code change}, {@code
 * stream} and {@code config}. Runs in the container's threads; a page that waits for changes holds
 * none of them.
 */
@NullMarked
package dev.carillon.rest;

import org.jspecify.annotations.NullMarked;
