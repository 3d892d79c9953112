package dev.carillon.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The results for people and programs. */
record Report(Results results, String machine) {

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("bench.md"), table());
    Files.writeString(folder.resolve("bench.json"), json());
    Files.writeString(folder.resolve("bench.svg"), new Chart(results.bars(), machine).svg());
    results.say("");
    results.say(table());
    results.say("Written to " + folder + ": bench.md, bench.json, bench.svg");
  }

  private String table() {
    StringBuilder text = new StringBuilder(machine).append("\n\n");
    results.notes().forEach(note -> text.append(note).append("\n"));
    text.append(
        "\n| scenario | what | min | median | max | unit | load |\n|---|---|---|---|---|---|---|\n");
    for (Results.Figure figure : results.figures()) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  figure.scenario(),
                  ProfileText.plain(figure.what()),
                  Results.number(figure.least()),
                  Results.number(figure.median()),
                  Results.number(figure.most()),
                  figure.unit(),
                  figure.load()));
    }
    return text.append("\n| bar | | |\n|---|---|---|\n")
        .append(
            results.bars().stream()
                .map(
                    bar ->
                        "| %s: %s | %s | %s |"
                            .formatted(
                                bar.scenario(),
                                bar.claim(),
                                bar.figure(),
                                bar.isMet() ? "met" : "**not met**"))
                .collect(Collectors.joining("\n")))
        .append("\n")
        .append(
            results.profiles().stream()
                .map(profile -> new ProfileText(profile).markdown())
                .collect(Collectors.joining()))
        .toString();
  }

  private String json() {
    JsonArrayBuilder figures = Json.createArrayBuilder();
    for (Results.Figure figure : results.figures()) {
      JsonArrayBuilder samples = Json.createArrayBuilder();
      figure.samples().forEach(samples::add);
      figures.add(
          Json.createObjectBuilder()
              .add("scenario", figure.scenario())
              .add("what", figure.what())
              .add("unit", figure.unit())
              .add("samples", samples)
              .add("load", figure.load()));
    }
    JsonArrayBuilder bars = Json.createArrayBuilder();
    for (Results.Bar bar : results.bars()) {
      bars.add(
          Json.createObjectBuilder()
              .add("scenario", bar.scenario())
              .add("claim", bar.claim())
              .add("figure", bar.figure())
              .add("share", bar.share())
              .add("met", bar.isMet()));
    }
    JsonArrayBuilder profiles = Json.createArrayBuilder();
    results.profiles().forEach(profile -> profiles.add(new ProfileText(profile).json()));
    JsonObjectBuilder all =
        Json.createObjectBuilder()
            .add("machine", machine)
            .add("notes", Json.createArrayBuilder(results.notes()))
            .add("figures", figures)
            .add("bars", bars)
            .add("profiles", profiles);
    return all.build().toString();
  }
}
