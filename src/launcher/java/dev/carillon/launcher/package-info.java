/**
 * The one command that runs Carillon: an embedded PostgreSQL, then a server with the WAR, then where to look.
 *
 * <p>Start reading at {@link dev.carillon.launcher.Launcher}; {@link dev.carillon.launcher.AppServer} is what one server differs in from another. Uses {@code config} only; nothing of it enters the WAR. Threads: the main
 * thread starts and waits, the shutdown hook stops, one daemon thread reads the server's log.
 */
@NullMarked
package dev.carillon.launcher;

import org.jspecify.annotations.NullMarked;
