/**
 * The benchmark, {@code mvn -Pbench verify}: starts everything, loads it, and says what came of it.
 *
 * <p>Start reading at {@link dev.carillon.bench.Bench}; each {@link dev.carillon.bench.Scenario} is
 * a class of its own. Uses nothing of ours: it sees Carillon from outside, as its users do; what
 * JMH measures of the inside are the {@code *Benchmark} classes, each in the package that it looks
 * into. Threads: the main thread runs one scenario after the other; one more each for the clients,
 * the writers and what watches the server meanwhile.
 */
@NullMarked
package dev.carillon.bench;

import org.jspecify.annotations.NullMarked;
