package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.host.Caller;
import org.insula.host.Workbench;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.Example;
import org.insula.store.NewProject;
import org.insula.store.Project;

/** Projects, their examples and labels. */
final class Projects {
    private static final String ONE = "/api/projects/{project}";
    private static final String EXAMPLE = ONE + "/examples/{example}";
    private static final int LONGEST_LABEL = 200;
    private static final int MOST_HASHES = 10_000;

    private final Workbench bench;
    private final Callers callers;

    Projects(Workbench bench, Callers callers) {
        this.bench = bench;
        this.callers = callers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/projects", this::list),
                Route.post("/api/projects", this::create),
                Route.get(ONE, this::read),
                Route.patch(ONE, this::change),
                Route.delete(ONE, this::delete),
                Route.get(ONE + "/labels", this::labels),
                Route.post(ONE + "/known", this::known),
                Route.get(ONE + "/examples", this::examples),
                Route.post(ONE + "/examples", this::upload),
                Route.get(EXAMPLE, this::example),
                Route.get(EXAMPLE + "/content", this::content),
                Route.patch(EXAMPLE, this::relabel),
                Route.delete(EXAMPLE, this::deleteExample));
    }

    private Project project(Context context) {
        return bench.project(callers.of(context), context.pathParam("project"));
    }

    private void list(Context context) throws IOException {
        Json.write(context, Render.page(bench.projects(callers.of(context), Paging.of(context)), Render::project));
    }

    private void create(Context context) throws IOException {
        Caller caller = callers.of(context);
        Fields body = Fields.of(context);
        Once.answer(
                context,
                bench,
                caller,
                body,
                201,
                () -> Render.project(bench.createProject(
                        caller, new NewProject(body.text("name"), body.text("kind"), body.optionalText("purpose")))),
                created -> Revisions.made(context, "/api/projects/", created));
    }

    private void read(Context context) throws IOException {
        answer(context, project(context));
    }

    private static void answer(Context context, Project project) throws IOException {
        Revisions.tell(context, project.revision());
        Json.write(context, Render.project(project));
    }

    private void change(Context context) throws IOException {
        Caller caller = callers.of(context);
        Project project = project(context);
        Revisions.meant(context, project.revision());
        Fields body = Fields.of(context);
        Optional<String> purpose = body.has("purpose") ? body.optionalText("purpose") : project.purpose();
        answer(
                context,
                bench.changeProject(caller, project, body.optionalText("name").orElse(project.name()), purpose));
    }

    private void delete(Context context) {
        Project project = project(context);
        Revisions.meant(context, project.revision());
        bench.deleteProject(callers.of(context), project);
        context.status(204);
    }

    private void labels(Context context) throws IOException {
        Json.write(
                context,
                Render.page(bench.labels(callers.of(context), project(context), Paging.of(context)), Render::label));
    }

    /** Which contents need not be sent again. */
    private void known(Context context) throws IOException {
        Project project = project(context);
        List<String> hashes = new ArrayList<>();
        for (JsonNode hash : Fields.of(context).array("sha256")) {
            hashes.add(hash.asText());
        }
        if (hashes.size() > MOST_HASHES) {
            throw new BadRequest("More than " + MOST_HASHES + " hashes came; ask for fewer at once.");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        bench.known(callers.of(context), project, hashes).stream().sorted().forEach(json.putArray("known")::add);
        Json.write(context, json);
    }

    private void examples(Context context) throws IOException {
        Optional<String> label = Optional.ofNullable(context.queryParam("label"));
        if (label.filter(text -> text.isEmpty() || text.length() > LONGEST_LABEL)
                .isPresent()) {
            throw new BadRequest("label is empty or longer than " + LONGEST_LABEL + " characters, as no label is.");
        }
        Json.write(
                context,
                Render.page(
                        bench.examples(callers.of(context), project(context), label, Paging.of(context)),
                        Render::example));
    }

    private void upload(Context context) throws IOException {
        Caller caller = callers.of(context);
        Project project = project(context);
        ObjectNode stored =
                new Uploads((wanted, content) -> bench.addExample(caller, project, wanted, content)).take(context);
        context.status(201);
        Json.write(context, stored);
    }

    private Example one(Context context) {
        return bench.example(callers.of(context), project(context), context.pathParam("example"));
    }

    private void example(Context context) throws IOException {
        Json.write(context, Render.example(one(context)));
    }

    private void content(Context context) throws IOException {
        Example example = one(context);
        download(context, bench.openExample(callers.of(context), example), example.size(), example.name());
    }

    /** Bytes that somebody once sent: to be saved, never to be shown as part of a page of ours. */
    static void download(Context context, InputStream content, long size, String name) throws IOException {
        try (content) {
            String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
            context.header("Content-Disposition", "attachment; filename=\"" + plain + "\"");
            context.res().setContentType("application/octet-stream");
            context.res().setContentLengthLong(size);
            try (OutputStream out = context.res().getOutputStream()) {
                content.transferTo(out);
            }
        }
    }

    private void relabel(Context context) throws IOException {
        Example example = one(context);
        String label = Fields.of(context).text("label");
        Json.write(context, Render.example(bench.relabel(callers.of(context), example, label)));
    }

    private void deleteExample(Context context) {
        bench.deleteExample(callers.of(context), one(context));
        context.status(204);
    }
}
