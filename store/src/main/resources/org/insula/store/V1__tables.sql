-- One schema for both databases. The placeholders are the types that differ: see Dialect.
-- Times are milliseconds since 1970-01-01T00:00Z; hashes are SHA-256 in lower-case hexadecimal.

create table about (
    name ${text} primary key,
    content ${text} not null
)${strict};

create table tenants (
    id ${text} primary key,
    name ${text} not null unique,
    weight ${long} not null,
    requests_per_minute ${long} not null,
    compute_seconds_per_day ${long} not null,
    storage_bytes ${long} not null,
    stored_bytes ${long} not null,
    created ${long} not null,
    revision ${long} not null
)${strict};

create table api_keys (
    id ${text} primary key,
    tenant ${text} not null references tenants (id) on delete cascade,
    name ${text} not null,
    secret_hash ${text} not null,
    role ${text} not null,
    scopes ${text},
    created ${long} not null,
    expires ${long},
    revoked ${long}
)${strict};
create index api_keys_of_tenant on api_keys (tenant, id);

create table blobs (
    tenant ${text} not null references tenants (id) on delete cascade,
    hash ${text} not null,
    size ${long} not null,
    created ${long} not null,
    primary key (tenant, hash)
)${strict};

create table projects (
    id ${text} primary key,
    tenant ${text} not null references tenants (id) on delete cascade,
    name ${text} not null,
    kind ${text} not null,
    purpose ${text},
    created ${long} not null,
    revision ${long} not null,
    last_version ${long} not null,
    unique (tenant, name)
)${strict};
create index projects_of_tenant on projects (tenant, id);

create table examples (
    id ${text} primary key,
    tenant ${text} not null references tenants (id) on delete cascade,
    project ${text} not null references projects (id) on delete cascade,
    label ${text} not null,
    name ${text} not null,
    example_group ${text},
    blob ${text} not null,
    size ${long} not null,
    created ${long} not null,
    unique (project, label, blob),
    foreign key (tenant, blob) references blobs (tenant, hash)
)${strict};
create index examples_of_project on examples (project, id);
create index examples_of_label on examples (project, label, id);
create index examples_of_blob on examples (tenant, blob);

create table versions (
    project ${text} not null references projects (id) on delete cascade,
    number ${long} not null,
    tenant ${text} not null references tenants (id) on delete cascade,
    blob ${text} not null,
    size ${long} not null,
    figures ${text} not null,
    embedding ${text} not null,
    created ${long} not null,
    state ${text} not null,
    primary key (project, number),
    foreign key (tenant, blob) references blobs (tenant, hash)
)${strict};
create index versions_of_blob on versions (tenant, blob);

create table aliases (
    tenant ${text} not null references tenants (id) on delete cascade,
    name ${text} not null,
    revision ${long} not null,
    moved ${long} not null,
    primary key (tenant, name)
)${strict};

create table alias_shares (
    tenant ${text} not null,
    alias ${text} not null,
    project ${text} not null,
    version ${long} not null,
    percent ${long} not null,
    primary key (tenant, alias, project, version),
    foreign key (tenant, alias) references aliases (tenant, name) on delete cascade,
    foreign key (project, version) references versions (project, number)
)${strict};
create index alias_shares_of_version on alias_shares (project, version);

create table alias_moves (
    tenant ${text} not null,
    alias ${text} not null,
    revision ${long} not null,
    shares ${text} not null,
    moved ${long} not null,
    actor ${text} not null,
    primary key (tenant, alias, revision),
    foreign key (tenant, alias) references aliases (tenant, name) on delete cascade
)${strict};

create table usage_hours (
    tenant ${text} not null references tenants (id) on delete cascade,
    hour ${long} not null,
    model ${text} not null,
    requests ${long} not null,
    errors ${long} not null,
    compute_nanos ${long} not null,
    bytes_in ${long} not null,
    bytes_out ${long} not null,
    primary key (tenant, hour, model)
)${strict};

-- No foreign keys: what was done stays told after the tenant is gone.
create table audit (
    sequence ${long} primary key,
    time ${long} not null,
    tenant ${text} not null,
    actor ${text} not null,
    action ${text} not null,
    object ${text} not null,
    detail ${text} not null,
    previous ${text} not null,
    hash ${text} not null
)${strict};
create index audit_of_tenant on audit (tenant, sequence);

create table idempotency (
    tenant ${text} not null references tenants (id) on delete cascade,
    request_key ${text} not null,
    fingerprint ${text} not null,
    status ${long} not null,
    body ${text} not null,
    created ${long} not null,
    primary key (tenant, request_key)
)${strict};
create index idempotency_by_age on idempotency (created);

create table jobs (
    id ${text} primary key,
    tenant ${text} not null references tenants (id) on delete cascade,
    project ${text} not null references projects (id) on delete cascade,
    state ${text} not null,
    progress ${real} not null,
    created ${long} not null,
    started ${long},
    finished ${long},
    error ${text}
)${strict};
create index jobs_of_project on jobs (tenant, project, id);
create index jobs_by_state on jobs (state);
