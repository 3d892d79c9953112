/**
 * The stock tracker: prices in a table, seen by polling, by a stream that ends, and live.
 *
 * <p>Start reading at {@link dev.carillon.stock.StockPriceResource}, then {@link
 * dev.carillon.stock.LatestPrices}, which observes the changes, and {@link
 * dev.carillon.stock.TrackerResource}. May use {@code change}. Runs in the container's threads; the
 * observer in the listener's.
 */
@NullMarked
package dev.carillon.stock;

import org.jspecify.annotations.NullMarked;
