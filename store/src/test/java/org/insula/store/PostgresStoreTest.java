package org.insula.store;

import org.junit.jupiter.api.Nested;

/** All contracts of a store on a real PostgreSQL server. */
class PostgresStoreTest {
    @Nested
    class TenantsThere extends TenantsContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class KeysThere extends KeysContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class ProjectsThere extends ProjectsContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class ExamplesThere extends ExamplesContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class VersionsThere extends VersionsContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class AliasesThere extends AliasesContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class LogsThere extends LogsContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class DoctorThere extends DoctorContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class BackupThere extends BackupContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }

    @Nested
    class ManyThreadsThere extends ManyThreadsContract {
        {
            kind = Kind.POSTGRESQL;
        }
    }
}
