package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.insula.host.Caller;
import org.insula.host.Workbench;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.Alias;
import org.insula.store.Share;
import org.insula.store.Split;

/** The names that clients ask for, and the versions behind them. */
final class Aliases {
    private static final String ONE = "/api/aliases/{name}";

    private static final int MOST_SHARES = 20;

    private final Workbench bench;
    private final Callers callers;

    Aliases(Workbench bench, Callers callers) {
        this.bench = bench;
        this.callers = callers;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/aliases", this::list),
                Route.get(ONE, this::read),
                Route.put(ONE, this::move),
                Route.delete(ONE, this::delete),
                Route.get(ONE + "/history", this::history),
                Route.post(ONE + "/roll-back", this::rollBack));
    }

    private void list(Context context) throws IOException {
        Json.write(context, Render.page(bench.aliases(callers.of(context), Paging.of(context)), Render::alias));
    }

    private void read(Context context) throws IOException {
        answer(context, bench.alias(callers.of(context), context.pathParam("name")));
    }

    private static void answer(Context context, Alias alias) throws IOException {
        Revisions.tell(context, alias.revision());
        Json.write(context, Render.alias(alias));
    }

    private void move(Context context) throws IOException {
        Caller caller = callers.of(context);
        String name = context.pathParam("name");
        long now = bench.findAlias(caller, name).map(Alias::revision).orElse(0L);
        long revision = Revisions.meant(context, now);
        List<Share> shares = new ArrayList<>();
        for (JsonNode share : Fields.of(context).array("split")) {
            if (!share.path("project").isTextual() || !isInt(share.path("version")) || !isInt(share.path("percent"))) {
                throw new BadRequest(
                        "A share of the split is not {\"project\": …, \"version\": …, \"percent\": …}; give it so.");
            }
            if (shares.size() == MOST_SHARES) {
                throw new BadRequest("The split has more than " + MOST_SHARES + " shares; give fewer.");
            }
            String project =
                    bench.project(caller, share.get("project").textValue()).id();
            shares.add(new Share(
                    project,
                    share.get("version").longValue(),
                    share.get("percent").intValue()));
        }
        answer(context, bench.move(caller, name, revision, new Split(shares)));
    }

    private static boolean isInt(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToInt();
    }

    private void delete(Context context) {
        Caller caller = callers.of(context);
        String name = context.pathParam("name");
        Revisions.meant(context, bench.alias(caller, name).revision());
        bench.deleteAlias(caller, name);
        context.status(204);
    }

    private void history(Context context) throws IOException {
        Json.write(
                context,
                Render.page(
                        bench.history(callers.of(context), context.pathParam("name"), Paging.of(context)),
                        Render::move));
    }

    private void rollBack(Context context) throws IOException {
        Caller caller = callers.of(context);
        String name = context.pathParam("name");
        Optional<Alias> known = bench.findAlias(caller, name);
        long revision = Revisions.meant(context, known.map(Alias::revision).orElse(0L));
        answer(context, bench.rollBack(caller, name, revision));
    }
}
