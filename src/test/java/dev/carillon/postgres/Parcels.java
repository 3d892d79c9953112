package dev.carillon.postgres;

import dev.carillon.change.Operation;
import dev.carillon.change.Watched;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Entities that say how they are watched, rightly and wrongly. */
final class Parcels {
  private Parcels() {}

  @Entity
  @Table(name = "parcel")
  @Watched(
      topic = "parcel/{id}",
      redact = "secret",
      ops = {Operation.INSERT, Operation.UPDATE})
  static class Parcel {
    @Id int id;
  }

  @Entity
  @Table(name = "parcel")
  @Watched(columns = {"id", "weight"})
  static class Light {
    @Id int id;
  }

  @Entity
  @Table(name = "parcel")
  @Watched(redact = "sekret")
  static class Mistaken {
    @Id int id;
  }

  @Entity
  @Table(name = "parcel")
  @Watched(ops = Operation.DDL)
  static class Impossible {
    @Id int id;
  }

  @Entity
  @Watched
  static class Nowhere {
    @Id int id;
  }

  @Watched
  static class NoEntity {}
}
