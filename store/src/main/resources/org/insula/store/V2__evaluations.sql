-- What was found of each example when a version was taught: too long to be read with every list of versions.
create table evaluations (
    project ${text} not null,
    number ${long} not null,
    content ${text} not null,
    primary key (project, number),
    foreign key (project, number) references versions (project, number) on delete cascade
)${strict};
