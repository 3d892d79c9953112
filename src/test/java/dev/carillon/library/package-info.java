/**
 * Carillon as others bundle it: what the jars hold, and a sample application that is built and run
 * as a stranger would.
 */
@NullMarked
package dev.carillon.library;

import org.jspecify.annotations.NullMarked;
