package org.insula.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.insula.host.Decision;
import org.insula.store.Alias;
import org.insula.store.AliasMove;
import org.insula.store.AuditEntry;
import org.insula.store.Example;
import org.insula.store.Job;
import org.insula.store.Key;
import org.insula.store.LabelCount;
import org.insula.store.Page;
import org.insula.store.Project;
import org.insula.store.Quotas;
import org.insula.store.Share;
import org.insula.store.Split;
import org.insula.store.Tenant;
import org.insula.store.Usage;
import org.insula.store.Version;

/** How rows look in JSON: times in ISO 8601, words in lower case, nothing where there is nothing. */
final class Render {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Render() {}

    /** {@code {"items":[…],"next":"…"}}; without {@code next} at the end. */
    static <T> ObjectNode page(Page<T> page, Function<T, ObjectNode> each) {
        ObjectNode json = JSON.objectNode();
        ArrayNode items = json.putArray("items");
        page.items().forEach(item -> items.add(each.apply(item)));
        page.nextCursor().ifPresent(next -> json.put("next", next));
        return json;
    }

    static ObjectNode project(Project project) {
        ObjectNode json = JSON.objectNode()
                .put("id", project.id())
                .put("name", project.name())
                .put("kind", project.kind());
        put(json, "purpose", project.purpose());
        return json.put("created", project.created().toString()).put("revision", project.revision());
    }

    static ObjectNode example(Example example) {
        ObjectNode json = JSON.objectNode()
                .put("id", example.id())
                .put("label", example.label())
                .put("name", example.name());
        put(json, "group", example.group());
        return json.put("sha256", example.hash())
                .put("size", example.size())
                .put("created", example.created().toString());
    }

    static ObjectNode label(LabelCount count) {
        return JSON.objectNode().put("label", count.label()).put("examples", count.examples());
    }

    static ObjectNode job(Job job) {
        ObjectNode json = JSON.objectNode()
                .put("id", job.id())
                .put("project", job.project())
                .put("state", word(job.state()))
                .put("progress", job.progress())
                .put("created", job.created().toString());
        put(json, "started", job.started());
        put(json, "finished", job.finished());
        put(json, "error", job.error());
        return json;
    }

    static ObjectNode version(Version version) throws IOException {
        JsonNode figures = MAPPER.readTree(version.figures());
        ObjectNode json = JSON.objectNode()
                .put("project", version.project())
                .put("version", version.number())
                .put("state", word(version.state()))
                .put("sha256", version.hash())
                .put("size", version.size())
                .put("encoder", version.embedding())
                .put("created", version.created().toString());
        json.set("figures", figures);
        return json;
    }

    static ObjectNode alias(Alias alias) {
        ObjectNode json = JSON.objectNode().put("name", alias.name());
        json.set("split", split(alias.split()));
        return json.put("revision", alias.revision()).put("moved", alias.moved().toString());
    }

    static ObjectNode move(AliasMove move) {
        ObjectNode json = JSON.objectNode().put("revision", move.revision());
        json.set("split", split(move.split()));
        return json.put("moved", move.moved().toString()).put("by", move.actor());
    }

    private static ArrayNode split(Split split) {
        ArrayNode shares = JSON.arrayNode();
        for (Share share : split.shares()) {
            shares.addObject()
                    .put("project", share.project())
                    .put("version", share.version())
                    .put("percent", share.percent());
        }
        return shares;
    }

    static ObjectNode tenant(Tenant tenant) {
        ObjectNode json = JSON.objectNode()
                .put("id", tenant.id())
                .put("name", tenant.name())
                .put("weight", tenant.weight());
        Quotas quotas = tenant.quotas();
        ObjectNode bounds = json.putObject("quotas");
        bound(bounds, "requestsPerMinute", quotas.requestsPerMinute());
        bound(bounds, "computeSecondsPerDay", quotas.computeSecondsPerDay());
        bound(bounds, "storageBytes", quotas.storageBytes());
        return json.put("storedBytes", tenant.storedBytes())
                .put("created", tenant.created().toString())
                .put("revision", tenant.revision());
    }

    private static void bound(ObjectNode json, String name, long value) {
        if (value != Long.MAX_VALUE) {
            json.put(name, value);
        }
    }

    static ObjectNode key(Key key) {
        ObjectNode json = JSON.objectNode()
                .put("id", key.id())
                .put("tenant", key.tenant())
                .put("name", key.name())
                .put("role", word(key.role()));
        key.scopes().ifPresent(scopes -> scopes.stream().sorted().forEach(json.putArray("scopes")::add));
        json.put("created", key.created().toString());
        put(json, "expires", key.expires());
        put(json, "revoked", key.revoked());
        return json;
    }

    static ObjectNode usage(Usage usage) {
        return JSON.objectNode()
                .put("hour", usage.hour().toString())
                .put("model", usage.model())
                .put("requests", usage.requests())
                .put("errors", usage.errors())
                .put("computeSeconds", usage.computeNanos() / 1e9)
                .put("bytesIn", usage.bytesIn());
    }

    static ObjectNode audit(AuditEntry entry) {
        return JSON.objectNode()
                .put("sequence", entry.sequence())
                .put("time", entry.time().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("object", entry.object())
                .put("detail", entry.detail())
                .put("previous", entry.previous())
                .put("hash", entry.hash());
    }

    static ObjectNode decision(Decision decision) {
        return JSON.objectNode()
                .put("number", decision.number())
                .put("tenant", decision.tenant())
                .put("work", decision.work())
                .put("virtualTime", decision.virtualTime())
                .put("stillWaiting", decision.stillWaiting());
    }

    private static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
