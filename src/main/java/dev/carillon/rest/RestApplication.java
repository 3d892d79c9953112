package dev.carillon.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * The JAX-RS resources of all rooms; streams are served by servlets beside it, whose longer paths
 * win.
 */
@ApplicationPath("api")
public class RestApplication extends Application {}
