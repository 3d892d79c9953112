package dev.carillon.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** A profile for people and programs. */
record ProfileText(Profile profile) {

  String markdown() {
    StringBuilder text =
        new StringBuilder("\n### Profile: " + profile.scenario() + ", " + profile.title() + "\n");
    if (profile.deliveries() > 0) {
      text.append(
          "\n%,d deliveries; recording: %s.\n".formatted(profile.deliveries(), profile.file()));
    }
    for (Profile.Section section : profile.sections()) {
      text.append(
          "\n| %s | threads | %s |\n|---|---|---|\n".formatted(section.title(), section.unit()));
      for (Profile.Part part : section.parts()) {
        text.append(
            "| %s | %s | %s |\n"
                .formatted(
                    plain(part.what()), plain(part.threads()), Results.number(part.value())));
      }
    }
    return text.toString();
  }

  /** As it is to be read, where Markdown would take some of it for its own. */
  static String plain(String text) {
    return text.replace("*", "\\*").replace("_", "\\_");
  }

  JsonObjectBuilder json() {
    JsonArrayBuilder sections = Json.createArrayBuilder();
    for (Profile.Section section : profile.sections()) {
      JsonArrayBuilder parts = Json.createArrayBuilder();
      for (Profile.Part part : section.parts()) {
        parts.add(
            Json.createObjectBuilder()
                .add("what", part.what())
                .add("threads", part.threads())
                .add("value", part.value()));
      }
      sections.add(
          Json.createObjectBuilder()
              .add("title", section.title())
              .add("unit", section.unit())
              .add("parts", parts));
    }
    return Json.createObjectBuilder()
        .add("scenario", profile.scenario())
        .add("title", profile.title())
        .add("deliveries", profile.deliveries())
        .add("file", profile.file())
        .add("sections", sections);
  }
}
