package org.insula.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.insula.host.Caller;
import org.insula.host.Workbench;
import org.insula.server.http.Callers;
import org.insula.server.http.Json;
import org.insula.server.http.Route;
import org.insula.store.AuditLog;
import org.insula.store.Finding;

/** What only the owner does now and then: looking whether all is well, and taking a copy of everything. */
final class Upkeep {
    private final Workbench bench;
    private final Callers callers;

    Upkeep(Workbench bench, Callers callers) {
        this.bench = bench;
        this.callers = callers;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/doctor", this::doctor), Route.get("/api/backup", this::backup));
    }

    private void doctor(Context context) throws IOException {
        Caller caller = callers.of(context);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : bench.examine(caller)) {
            findings.addObject()
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("what", finding.what())
                    .put("remedy", finding.remedy());
        }
        AuditLog.Verification audit = bench.verifyAudit(caller);
        json.putObject("audit")
                .put("whole", audit.broken().isEmpty())
                .put("entries", audit.entries())
                .put("head", audit.head().hash());
        Json.write(context, json);
    }

    /** Written whole before the first byte is sent, so that what fails is told. */
    private void backup(Context context) throws IOException {
        Caller caller = callers.of(context);
        Path folder = Files.createTempDirectory("insula-backup");
        Path zip = folder.resolve("insula.zip");
        try {
            bench.backup(caller, zip);
            Projects.download(context, Files.newInputStream(zip), Files.size(zip), "insula.zip");
        } finally {
            Files.deleteIfExists(zip);
            Files.deleteIfExists(folder);
        }
    }
}
