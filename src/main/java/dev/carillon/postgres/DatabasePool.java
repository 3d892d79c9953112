package dev.carillon.postgres;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Hands the container's pool to whoever asks for a data source in a constructor. */
@Singleton
class DatabasePool {
  @Produces
  @Resource(lookup = CarillonDataSource.NAME)
  DataSource database;
}
