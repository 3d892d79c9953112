/**
 * The schema of {@code liquibase/} on a real PostgreSQL, seen by SQL alone: each test says one
 * thing that it promises.
 */
@NullMarked
package dev.carillon.schema;

import org.jspecify.annotations.NullMarked;
