package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A project of a test's own, with its tasks, as long as the test runs. */
final class Board implements BeforeEachCallback, AfterEachCallback {
  private int id;

  @Override
  public void beforeEach(ExtensionContext test) {
    id = created("/api/projects", "{'name':'Hang the bells'}").getInt("id");
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Api.delete(path());
  }

  int id() {
    return id;
  }

  String path() {
    return "/api/projects/" + id;
  }

  /** The new task's id; Abe adds it, for Bob. */
  int addedTask(String title) {
    return created(path() + "/tasks", "{'title':'" + title + "','assignee':2,'by':1}").getInt("id");
  }

  /** Ticks a task at its first version; at a later one takes the tick back. */
  static HttpResponse<String> tick(int task, int version, int by) {
    return Api.putJson(
        "/api/tasks/" + task,
        "{\"title\":\"Tune it\",\"assignee\":2,\"done\":%s,\"version\":%d,\"by\":%d}"
            .formatted(version == 1, version, by));
  }

  private static JsonObject created(String path, String body) {
    HttpResponse<String> response = Api.postJson(path, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    JsonObject thing = Api.json(response);
    assertThat(response.headers().firstValue("Location").orElse(""))
        .endsWith("/" + thing.getInt("id"));
    return thing;
  }
}
