/**
 * Two nodes behind the proxies that this machine has, configured by the very files of
 * server-config: what their clients see, and what they do not see of a node that is restarted.
 */
package dev.carillon.proxy;
