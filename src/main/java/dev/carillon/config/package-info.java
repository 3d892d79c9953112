/**
 * Every setting: its name, default, bounds and meaning, read by MicroProfile Config and checked
 * once.
 *
 * <p>Start reading at {@link dev.carillon.config.Setting}. Uses nothing of ours; immutable after
 * start-up, so any thread may use it.
 */
@NullMarked
package dev.carillon.config;

import org.jspecify.annotations.NullMarked;
