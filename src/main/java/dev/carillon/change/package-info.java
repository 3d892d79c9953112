/**
 * The words of Carillon: what a change is, where it stands, what it is called, and the ports
 * through which the rooms meet.
 *
 * <p>Start reading at {@link dev.carillon.change.Change}. Uses nothing of ours; everything here is
 * immutable, an interface or says that it is thread-safe, so any thread may use it.
 */
@NullMarked
package dev.carillon.change;

import org.jspecify.annotations.NullMarked;
