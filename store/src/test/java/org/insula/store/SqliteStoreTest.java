package org.insula.store;

import org.junit.jupiter.api.Nested;

/** All contracts of a store on a SQLite file. */
class SqliteStoreTest {
    @Nested
    class TenantsThere extends TenantsContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class KeysThere extends KeysContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class ProjectsThere extends ProjectsContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class ExamplesThere extends ExamplesContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class VersionsThere extends VersionsContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class AliasesThere extends AliasesContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class LogsThere extends LogsContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class DoctorThere extends DoctorContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class BackupThere extends BackupContract {
        {
            kind = Kind.SQLITE;
        }
    }

    @Nested
    class ManyThreadsThere extends ManyThreadsContract {
        {
            kind = Kind.SQLITE;
        }
    }
}
