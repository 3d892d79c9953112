/**
 * A whole Carillon on a primary and its standby: the standby is promoted under load, and the old
 * primary comes back as a standby.
 */
package dev.carillon.failover;
