package org.insula.cli;

import picocli.CommandLine;

/** Makes each command with the workshop that it works in. */
final class Commands implements CommandLine.IFactory {
    private final Workshop workshop;

    Commands(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Object command = switch (type.getSimpleName()) {
            case "TeachCommand" -> new TeachCommand(workshop);
            case "PredictCommand" -> new PredictCommand(workshop);
            case "EvaluateCommand" -> new EvaluateCommand(workshop);
            case "ChatCommand" -> new ChatCommand(workshop);
            case "ListenCommand" -> new ListenCommand(workshop);
            case "MusicCommand" -> new MusicCommand(workshop);
            case "ExportCommand" -> new ExportCommand(workshop);
            case "ImportCommand" -> new ImportCommand(workshop);
            case "ModelsCommand" -> new ModelsCommand(workshop);
            case "ProjectsCommand" -> new ProjectsCommand(workshop);
            case "KeysCommand" -> new KeysCommand(workshop);
            case "TenantsCommand" -> new TenantsCommand(workshop);
            case "UsageCommand" -> new UsageCommand(workshop);
            case "DoctorCommand" -> new DoctorCommand(workshop);
            case "BackupCommand" -> new BackupCommand(workshop);
            case "RestoreCommand" -> new RestoreCommand(workshop);
            case "UpCommand" -> new UpCommand(workshop);
            case "VersionCommand" -> new VersionCommand(workshop);
            default -> CommandLine.defaultFactory().create(type);
        };
        return type.cast(command);
    }
}
