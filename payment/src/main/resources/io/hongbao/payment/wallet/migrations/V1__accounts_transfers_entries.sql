-- An account is opened by its first transfer, or by an operator.
CREATE TABLE accounts (
    id        text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
    state     text NOT NULL CHECK (state IN ('OPEN', 'BLOCKED')),
    opened_at timestamptz NOT NULL DEFAULT now()
);

-- What was decided for a key, once and for ever. A key that an operator refused before anybody used it
-- has no payee and no amount.
CREATE TABLE transfers (
    key        text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
    payer      text,
    payee      text,
    amount_fen bigint CHECK (amount_fen > 0),
    state      text NOT NULL CHECK (state IN ('PAID', 'REFUSED')),
    reason     text,
    decided_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'REFUSED') = (reason IS NOT NULL)),
    CHECK (state = 'REFUSED' OR (payer IS NOT NULL AND payee IS NOT NULL AND amount_fen IS NOT NULL))
);

-- Two rows for each paid transfer: what the payer gives and the same that the payee gets.
CREATE TABLE entries (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL,
    account    text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
    booked_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX entries_by_account ON entries (account, id);
