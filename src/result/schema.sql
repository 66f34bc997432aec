-- The tables of a result that are about the result. Layers, score tables and views are made beside them.
-- Schema version 1.1: readers accept the same major version and the one before.
CREATE TABLE tomt (
    fid INTEGER PRIMARY KEY NOT NULL CHECK (fid = 1),
    schema_version TEXT NOT NULL,
    run_id TEXT NOT NULL,
    project_name TEXT NOT NULL,
    title_en TEXT,
    title_nb TEXT,
    case_number TEXT,
    language TEXT NOT NULL CHECK (language IN ('en', 'nb')),
    tomt_version TEXT NOT NULL,
    data_date TEXT NOT NULL, -- of the newest input, or SOURCE_DATE_EPOCH: never the time of the run
    credits TEXT,
    min_x REAL, min_y REAL, max_x REAL, max_y REAL -- the map's first view
);
CREATE TABLE profile (
    fid INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE, -- also the name of its layer; its scores are in score_NAME
    title_en TEXT, title_nb TEXT,
    goal_en TEXT, goal_nb TEXT,
    n_sites INTEGER NOT NULL,
    min_x REAL, min_y REAL, max_x REAL, max_y REAL,
    -- since 1.1; null where an older result was exported
    method TEXT,            -- what it is ranked by: weighted_sum ...
    method_parameters TEXT, -- JSON
    weighting TEXT,         -- JSON, as asked; null: each criterion's weight
    robustness TEXT,        -- JSON: draws, seed, weights ...; null: not made
    least_coverage REAL,
    n_without_rank INTEGER, -- sites that have too little data for a rank
    vetoes TEXT,            -- JSON
    sites_sha256 TEXT,      -- of what makes its sites
    sites TEXT              -- what makes its sites, JSON: uses, sizes, constraints that cut or limit, assembly
);
CREATE TABLE criterion (
    fid INTEGER PRIMARY KEY NOT NULL,
    profile TEXT NOT NULL REFERENCES profile (name),
    id TEXT NOT NULL, -- names the columns x_ID (raw), v_ID (0 to 1), c_ID (points) and y_ID (why there is no data)
    criterion TEXT NOT NULL,
    title_en TEXT, title_nb TEXT,
    unit TEXT,
    weight REAL,          -- as given; null: its group says it
    share REAL NOT NULL,  -- of the sum of weights
    more_is_better INTEGER NOT NULL CHECK (more_is_better IN (0, 1)),
    value_function TEXT, -- JSON
    parameters TEXT,     -- JSON
    null_policy TEXT,
    why TEXT, -- in the project's language
    source TEXT,
    -- since 1.1
    weight_group TEXT,  -- null: the whole
    local_share REAL,   -- within its group
    reach REAL,         -- so far was looked, in the unit; null: everywhere
    indifference REAL, preference REAL, veto REAL, -- thresholds on the scale of values; null: the method's
    uncertain TEXT,     -- JSON
    why_en TEXT, why_nb TEXT, -- null where an older result was exported: see `why`
    UNIQUE (profile, id)
);
CREATE TABLE layer (
    fid INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    title_en TEXT, title_nb TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('layer', 'table', 'profile')),
    geometry_type TEXT,
    key TEXT, -- a column with unique values
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal'))
);
CREATE TABLE field (
    fid INTEGER PRIMARY KEY NOT NULL,
    layer TEXT NOT NULL REFERENCES layer (name),
    field TEXT NOT NULL,
    title_en TEXT, title_nb TEXT,
    unit TEXT,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
    UNIQUE (layer, field)
);
