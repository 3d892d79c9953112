package dev.carillon;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The launcher is compiled among the tests' classes and is no part of the WAR. */
final class WithoutLauncher implements ImportOption {
  @Override
  public boolean includes(Location location) {
    return !location.contains("/dev/carillon/launcher/");
  }
}
