package org.insula.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.insula.host.Caller;
import org.insula.host.Teaching;
import org.insula.host.Workbench;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.Alias;
import org.insula.store.Job;
import org.insula.store.Project;
import org.insula.store.Version;

/** Teaching, what it made, and publishing that. */
final class Versions {
    private static final String PROJECT = "/api/projects/{project}";
    private static final String JOB = "/api/jobs/{job}";
    private static final String ONE = PROJECT + "/versions/{version}";
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Workbench bench;
    private final Teaching teaching;
    private final Callers callers;

    Versions(Workbench bench, Teaching teaching, Callers callers) {
        this.bench = bench;
        this.teaching = teaching;
        this.callers = callers;
    }

    List<Route> routes() {
        return List.of(
                Route.post(PROJECT + "/teach", this::teach),
                Route.get(PROJECT + "/jobs", this::jobs),
                Route.get(JOB, this::job),
                Route.get(JOB + "/events", this::events),
                Route.delete(JOB, this::cancel),
                Route.get(PROJECT + "/versions", this::list),
                Route.get(ONE, this::read),
                Route.get(ONE + "/evaluation", this::evaluation),
                Route.get(ONE + "/file", this::file),
                Route.get(ONE + "/onnx", this::onnx),
                Route.get(ONE + "/card", this::card),
                Route.post(ONE + "/publish", this::publish),
                Route.post(ONE + "/withdraw", this::withdraw),
                Route.delete(ONE, this::delete));
    }

    private Project project(Context context) {
        return bench.project(callers.of(context), context.pathParam("project"));
    }

    private void teach(Context context) throws IOException {
        Caller caller = callers.of(context);
        Project project = project(context);
        Once.answer(
                context,
                bench,
                caller,
                Fields.of(context),
                202,
                () -> Render.job(teaching.start(caller, project)),
                job -> context.header("Location", "/api/jobs/" + job.path("id").asText()));
    }

    private void jobs(Context context) throws IOException {
        Json.write(
                context,
                Render.page(teaching.jobs(callers.of(context), project(context), Paging.of(context)), Render::job));
    }

    private void job(Context context) throws IOException {
        Json.write(context, Render.job(teaching.job(callers.of(context), context.pathParam("job"))));
    }

    /**
     * A job as server-sent events: {@code job} whenever it changes, until it has ended.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
     */
    private void events(Context context) throws IOException, InterruptedException {
        Caller caller = callers.of(context);
        Job job = teaching.job(caller, context.pathParam("job"));
        context.res().setContentType("text/event-stream; charset=utf-8");
        context.header("Cache-Control", "no-store");
        try (OutputStream out = context.res().getOutputStream()) {
            send(out, "event: job\ndata: " + Render.job(job) + "\n\n");
            while (!job.state().ended()) {
                Job next = teaching.next(caller, job, HEARTBEAT);
                send(out, next.equals(job) ? ": still at it\n\n" : "event: job\ndata: " + Render.job(next) + "\n\n");
                job = next;
            }
        }
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void cancel(Context context) throws IOException {
        context.status(202);
        Json.write(context, Render.job(teaching.cancel(callers.of(context), context.pathParam("job"))));
    }

    private void list(Context context) throws IOException {
        Json.write(
                context,
                Render.page(
                        bench.versions(callers.of(context), project(context), Paging.of(context)), Versions::render));
    }

    private static ObjectNode render(Version version) {
        try {
            return Render.version(version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Version version(Context context) {
        return bench.version(callers.of(context), project(context), Paging.number(context, "version"));
    }

    private void read(Context context) throws IOException {
        Json.write(context, Render.version(version(context)));
    }

    private void file(Context context) throws IOException {
        Project project = project(context);
        Version version = version(context);
        Projects.download(
                context,
                bench.openVersion(callers.of(context), version),
                version.size(),
                name(project, version, ".insula"));
    }

    private void evaluation(Context context) throws IOException {
        String json = bench.evaluation(callers.of(context), project(context), Paging.number(context, "version"));
        Json.write(context, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private void onnx(Context context) throws IOException {
        Project project = project(context);
        byte[] graph = bench.onnx(callers.of(context), project, version(context));
        Projects.download(
                context, new ByteArrayInputStream(graph), graph.length, name(project, version(context), ".onnx"));
    }

    private void card(Context context) throws IOException {
        Project project = project(context);
        byte[] card = bench.card(callers.of(context), version(context)).getBytes(StandardCharsets.UTF_8);
        Projects.download(context, new ByteArrayInputStream(card), card.length, name(project, version(context), ".md"));
    }

    private static String name(Project project, Version version, String ending) {
        return project.name() + "-" + version.number() + ending;
    }

    /** Gives the traffic of a name, by default the project's own and all of it, to this version. */
    private void publish(Context context) throws IOException {
        Project project = project(context);
        Fields body = Fields.of(context);
        String name = body.optionalText("name").orElse(project.name());
        int percent = Math.toIntExact(Math.clamp(body.number("percent", 100), 0, 101)); // what is outside is refused
        Alias alias = bench.publish(callers.of(context), project, Paging.number(context, "version"), name, percent);
        Revisions.tell(context, alias.revision());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", name);
        json.set("alias", Render.alias(alias));
        Json.write(context, json);
    }

    private void withdraw(Context context) throws IOException {
        Json.write(
                context,
                Render.version(
                        bench.withdraw(callers.of(context), project(context), Paging.number(context, "version"))));
    }

    private void delete(Context context) {
        bench.deleteVersion(callers.of(context), project(context), Paging.number(context, "version"));
        context.status(204);
    }
}
