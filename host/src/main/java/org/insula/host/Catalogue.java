package org.insula.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every model by name: those that came with Insula, those of the folder, which all tenants share, and each tenant's own. */
final class Catalogue {
    private final Map<String, Hosted> builtIn = new LinkedHashMap<>();
    private final ModelFolder folder;
    private final Optional<PublishedModels> published;

    /** @param builtIn their names are taken */
    Catalogue(List<Hosted> builtIn, ModelFolder folder, Optional<PublishedModels> published) {
        builtIn.forEach(model -> this.builtIn.put(model.name(), model));
        this.folder = folder;
        this.published = published;
    }

    List<ModelInfo> list(Caller caller) {
        Map<String, ModelInfo> infos = new LinkedHashMap<>();
        builtIn.values().forEach(model -> infos.put(model.name(), ModelInfo.of(model)));
        folder.all().forEach(model -> infos.put(model.name(), ModelInfo.of(model)));
        published.ifPresent(models -> models.list(caller).forEach(info -> infos.put(info.name(), info)));
        return infos.values().stream()
                .filter(info -> caller.mayUse(info.name()))
                .toList();
    }

    /**
     * The model of that name; a tenant's own comes before the folder's.
     *
     * @throws HostException if there is none that this caller may use
     */
    Servable find(Caller caller, String name) {
        Optional<Servable> found = Optional.<Servable>ofNullable(builtIn.get(name))
                .or(() -> published.flatMap(models -> models.find(caller, name)))
                .or(() -> folder.find(name));
        return found.filter(_ -> caller.mayUse(withoutVersion(name)))
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND, "There is no model '" + name + "'; " + choices(caller) + "."));
    }

    private static String withoutVersion(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private String choices(Caller caller) {
        List<String> names = new ArrayList<>(
                list(caller).stream().map(ModelInfo::name).limit(20).toList());
        return names.isEmpty() ? "none is hosted yet" : "choose one of " + String.join(", ", names);
    }

    void requireFree(String name) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model; give yours another name.");
        }
        folder.requireFree(name);
    }

    ModelInfo add(String name, Path file) {
        requireFree(name);
        return ModelInfo.of(folder.add(name, file));
    }

    void remove(String name) {
        if (builtIn.containsKey(name)) {
            throw new HostException(
                    HostException.Reason.CONFLICT, "'" + name + "' is a built-in model, which cannot be removed.");
        }
        folder.remove(folder.find(name)
                .orElseThrow(() -> new HostException(
                        HostException.Reason.NOT_FOUND,
                        "There is no model '" + name + "' in the folder; see 'insula models list'."))
                .name());
    }

    /** Whether a model that looks at signals could answer without reading anything from the disk first. */
    boolean isInMemory(Caller caller, String name) {
        Hosted own = builtIn.get(name);
        if (own != null) {
            return folder.encoders().isOpen(own.kind());
        }
        return published.map(models -> models.isInMemory(caller, name)).orElse(false) || folder.isInMemory(name);
    }

    /** The bare network of that name, if it is one. */
    Optional<HostedNetwork> network(String name) {
        return folder.find(name).filter(HostedNetwork.class::isInstance).map(HostedNetwork.class::cast);
    }

    boolean isBuiltIn(String name) {
        return builtIn.containsKey(name);
    }
}
