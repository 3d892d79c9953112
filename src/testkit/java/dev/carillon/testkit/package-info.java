/**
 * For the tests of applications that bundle Carillon: what a client of theirs is told, as
 * expectations. Ships as a jar of its own, classifier {@code testkit}; needs nothing but the JDK.
 *
 * <p>Start reading at {@link dev.carillon.testkit.Changes}. Uses nothing of ours, and is used by
 * nobody but tests. One thread reads each stream; everything else runs in the test's.
 */
@NullMarked
package dev.carillon.testkit;

import org.jspecify.annotations.NullMarked;
