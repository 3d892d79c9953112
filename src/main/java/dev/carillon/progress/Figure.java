package dev.carillon.progress;

import java.math.BigDecimal;

/**
 * How far a project is.
 *
 * @param percent with one decimal, cut off: 100 only if all is done
 */
public record Figure(long done, long total, BigDecimal percent) {}
