/**
 * The image and the manifests in server-config/container, as far as they can be tried without an
 * engine.
 */
package dev.carillon.image;
