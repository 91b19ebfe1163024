-- The journal. Everything below "derived" can be deleted and made again from it.
create table command (
    id          integer primary key,
    uid         text not null unique,
    recorded_at integer not null,          -- milliseconds since 1970 UTC
    actor       text not null,
    verb        text not null,
    source      text,
    sha256      text
);

create table entry (
    seq     integer primary key,
    command integer not null,
    line    integer not null,
    kind    integer not null,              -- entry_kind.id
    payload blob not null,
    hash    blob not null
);

create table entry_kind (
    id   integer primary key,
    name text not null unique
);

-- Identity of facts, so that a fact that arrives twice is recorded once.
create table identity (
    key    blob primary key,
    seq    integer not null,
    digest integer not null
) without rowid;

-- Derived: the same facts in columns, for speed and for people with SQL. Decimals are text, exactly as in the payload.
create table name (
    id   integer primary key,
    text text not null unique
);

create table fill (
    seq       integer primary key,
    account   integer not null,            -- name.id
    symbol    integer not null,            -- name.id
    day       integer not null,            -- days since 0001-01-01
    at        integer,                     -- 100 ns since 1970 UTC
    side      integer not null,            -- 0 buy, 1 sell, 2 short, 3 cover
    quantity  text not null,
    price     text not null,
    fee       text,
    fee_in    integer,                     -- name.id of the currency
    tie       integer not null             -- order of the broker's numbering
);
create index fill_day on fill (day);

create table recommendation (
    seq       integer primary key,
    id        text not null,
    account   integer not null,
    symbol    integer not null,
    day       integer not null,
    through   integer,
    side      integer not null,
    target    text not null,
    limit_px  text,
    reference text,
    stop      text,
    note      text,
    origin    text
);
create index recommendation_day on recommendation (day);

create table cash (
    seq      integer primary key,
    account  integer not null,
    day      integer not null,
    kind     text not null,
    amount   text not null,
    currency text not null,
    symbol   integer,
    note     text
);

create table rare (
    seq  integer primary key,              -- entries that are neither fill, recommendation nor cash
    kind integer not null
);
create index rare_kind on rare (kind, seq);

create table saved_fold (
    name    text not null,
    through integer not null,
    hash    blob not null,
    sha256  blob not null,
    state   blob not null,
    primary key (name, through)
);
