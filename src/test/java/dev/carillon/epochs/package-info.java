/**
 * Whole Carillons over PostgreSQL clusters that are promoted, recovered, restored and upgraded by
 * PostgreSQL's own means.
 */
package dev.carillon.epochs;
