-- A line is in its account's currency, and an account with lines keeps its own.
ALTER TABLE cfo_accounts ADD CONSTRAINT cfo_accounts_in_currency
    UNIQUE (tenant_id, workspace_id, id, currency);
ALTER TABLE cfo_transactions ADD CONSTRAINT cfo_transactions_currency
    FOREIGN KEY (tenant_id, workspace_id, account_id, currency)
    REFERENCES cfo_accounts (tenant_id, workspace_id, id, currency)
    DEFERRABLE INITIALLY IMMEDIATE;

-- What the bank wrote stays: account, day, amount and counterparty make a line known when the
-- same statement comes again.
CREATE FUNCTION cfo_line_from_bank() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a line from the bank keeps its account, day, amount and counterparty'
        USING ERRCODE = 'check_violation',
              TABLE = 'cfo_transactions',
              CONSTRAINT = 'cfo_transactions_bank';
END $$;
REVOKE ALL ON FUNCTION cfo_line_from_bank() FROM PUBLIC;

CREATE TRIGGER cfo_transactions_bank
    BEFORE UPDATE OF account_id, date, amount, counterparty, source ON cfo_transactions
    FOR EACH ROW WHEN (
        OLD.source <> 'hand'
        AND (OLD.account_id, OLD.date, OLD.amount, OLD.counterparty, OLD.source)
            IS DISTINCT FROM
            (NEW.account_id, NEW.date, NEW.amount, NEW.counterparty, NEW.source)
    )
    EXECUTE FUNCTION cfo_line_from_bank();

-- A line whose category is taken away, by hand or because the category is deleted, was filed by
-- nobody.
CREATE FUNCTION cfo_unfiled_line() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.filed_by := 'none';
    NEW.rule_id := NULL;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cfo_unfiled_line() FROM PUBLIC;

CREATE TRIGGER cfo_transactions_unfiled
    BEFORE UPDATE OF category_id ON cfo_transactions
    FOR EACH ROW WHEN (NEW.category_id IS NULL AND NEW.filed_by <> 'none')
    EXECUTE FUNCTION cfo_unfiled_line();

-- The halves of a transfer lie in two accounts, one going out and one coming in. Locking the other
-- half makes two writers take turns.
CREATE FUNCTION cfo_transfer_halves() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    there record;
    fault text;
BEGIN
    SELECT account_id, amount INTO there FROM public.cfo_transactions
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND id = NEW.transfer_id
        FOR NO KEY UPDATE;
    IF NEW.transfer_id = NEW.id OR there.account_id = NEW.account_id THEN
        fault := 'a transfer goes from one account to another';
    ELSIF sign(there.amount) = sign(NEW.amount) OR NEW.amount = 0 OR there.amount = 0 THEN
        fault := 'a transfer has one line out and one line in';
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'cfo_transactions',
                  CONSTRAINT = 'cfo_transactions_transfer';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cfo_transfer_halves() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cfo_transactions_transfer
    AFTER INSERT OR UPDATE OF transfer_id, account_id, amount ON cfo_transactions
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.transfer_id IS NOT NULL)
    EXECUTE FUNCTION cfo_transfer_halves();
