"""The walls as somebody climbs them: with any SQL, on the app's own connection."""

import threading

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from kernel.errors import TenantScopeError
from kernel.ids import uuid7
from kernel.runs.models import AgentRun, AgentRunEvent
from kernel.tenancy import context
from kernel.tenancy.models import Membership, Tenant, Workspace
from kernel.tenancy.scope import Kind, Scope, current_scope, identity_scope, tenant_scope
from kernel.tenancy.testing import current_database, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(cast):
    """A run in each tenant; Alice's eyes are tried on Charlie's."""
    with cast.scope(cast.charlie):
        theirs = AgentRun.objects.create(module="ai_cmo", agent="harbor")
    with cast.scope():
        mine = AgentRun.objects.create(module="ai_cmo", agent="alder")
    return mine, theirs


def sql(query, *arguments):
    with connection.cursor() as cursor:
        cursor.execute(query, arguments or None)
        return cursor.fetchall() if cursor.description else cursor.rowcount


READS = {
    "plain": "SELECT agent FROM agent_runs",
    "by id": "SELECT agent FROM agent_runs WHERE id = '{theirs}'",
    "by tenant": "SELECT agent FROM agent_runs WHERE tenant_id = '{harbor}'",
    "always true": "SELECT agent FROM agent_runs WHERE 1 = 1 OR tenant_id = '{harbor}'",
    "join": "SELECT r.agent FROM agent_runs r JOIN workspaces w ON w.id = r.workspace_id",
    "left join": "SELECT r.agent FROM agent_runs r LEFT JOIN agent_runs s ON true",
    "aggregate": "SELECT string_agg(agent, ',') FROM agent_runs",
    "window": "SELECT max(agent) OVER () FROM agent_runs",
    "cte": "WITH x AS (SELECT * FROM agent_runs) SELECT agent FROM x",
    "subquery": "SELECT (SELECT string_agg(agent, ',') FROM agent_runs)",
    "lateral": "SELECT s.agent FROM workspaces w, LATERAL (SELECT agent FROM agent_runs) s",
    "union": "SELECT agent FROM agent_runs UNION SELECT agent FROM agent_runs",
    "for update": "SELECT agent FROM agent_runs FOR UPDATE",
    "leaky operator": "SELECT agent FROM agent_runs WHERE agent ILIKE '%har%'",
    "row to json": "SELECT to_jsonb(r)::text FROM agent_runs r",
    "returning": "UPDATE agent_runs SET error = 'x' RETURNING agent",
}


@pytest.mark.parametrize("how", READS)
def test_it_reads_no_foreign_row(cast, both, how):
    query = READS[how].format(theirs=both[1].pk, harbor=cast.harbor.tenant_id)
    with cast.scope():
        assert "harbor" not in str(sql(query))


@pytest.mark.parametrize("how", READS)
def test_it_reads_nothing_without_a_scope(both, how):
    query = READS[how].format(theirs=both[1].pk, harbor=uuid7())
    found = str(sql(query))
    assert "harbor" not in found
    assert "alder" not in found


def test_copy_to_holds_only_own_rows(cast, both):
    with cast.scope(), connection.cursor() as cursor:
        with cursor.cursor.copy("COPY agent_runs TO STDOUT") as copy:
            text = b"".join(copy).decode()
    assert "alder" in text
    assert "harbor" not in text


def test_an_update_touches_no_foreign_row(cast, both):
    with cast.scope():
        assert sql("UPDATE agent_runs SET error = 'x' WHERE id = %s", both[1].pk) == 0
        assert AgentRun.objects.filter(pk=both[1].pk).update(error="x") == 0


def test_it_inserts_no_row_for_another_tenant(cast, both):
    with pytest.raises(DatabaseError, match="row-level security"), cast.scope():
        AgentRun.objects.create(
            tenant_id=cast.harbor.tenant_id,
            workspace_id=cast.harbor.workspace_id,
            module="ai_cmo",
            agent="x",
        )


def test_bulk_create_inserts_no_row_for_another_tenant(cast, both):
    row = {"module": "ai_cmo", "agent": "x"}
    with pytest.raises(DatabaseError, match="row-level security"), cast.scope():
        AgentRun.objects.bulk_create(
            [
                AgentRun(**row),
                AgentRun(
                    tenant_id=cast.harbor.tenant_id, workspace_id=cast.harbor.workspace_id, **row
                ),
            ]
        )


def test_on_conflict_neither_reads_nor_overwrites_a_foreign_row(cast, both):
    with cast.scope(), pytest.raises(DatabaseError), transaction.atomic():
        sql(
            "INSERT INTO agent_run_events (id, tenant_id, workspace_id, run_id, seq, event, name, "
            "detail, created_at, updated_at) VALUES (%s, %s, %s, %s, 1, 'e', '', '{}', now(), now()) "
            "ON CONFLICT (tenant_id, run_id, seq) DO UPDATE SET event = 'x' RETURNING *",
            uuid7(),
            cast.harbor.tenant_id,
            cast.harbor.workspace_id,
            both[1].pk,
        )


def test_a_key_cannot_point_to_another_tenants_row(cast, both):
    with pytest.raises(IntegrityError), cast.scope():
        AgentRunEvent.objects.create(run=both[1], seq=1, event="e")


def test_a_key_to_a_foreign_row_fails_like_one_to_no_row(cast, both):
    def fault(run_id):
        with cast.scope(), pytest.raises(IntegrityError) as caught, transaction.atomic():
            AgentRunEvent.objects.create(run_id=run_id, seq=1, event="e")
        return str(caught.value).replace(str(run_id), "…")

    assert fault(both[1].pk) == fault(uuid7())


def test_a_row_cannot_move_to_another_workspace(cast, both):
    with pytest.raises(DatabaseError), cast.scope():
        sql("UPDATE agent_runs SET workspace_id = %s", cast.alder.second_id)


def test_another_workspace_of_the_same_tenant_is_out_of_sight(cast, both):
    with cast.scope(workspace_id=cast.alder.second_id):
        assert AgentRun.objects.count() == 0
        assert sql("SELECT count(*) FROM agent_runs") == [(0,)]


def test_a_member_of_one_workspace_cannot_enter_the_other(cast, both):
    with cast.scope(cast.una):
        assert sql("SELECT count(*) FROM agent_runs") == [(0,)]
        assert {str(w.pk) for w in Workspace.objects.all()} == {str(cast.alder.second_id)}
    with cast.scope(cast.una, wide=True):
        assert sql("SELECT count(*) FROM agent_runs") == [(0,)]


def test_a_stranger_finds_nothing_in_a_tenant_they_name(cast, both):
    with tenant_scope(cast.alder.tenant_id, cast.alder.workspace_id, principal=cast.charlie.pk):
        assert sql("SELECT count(*) FROM agent_runs") == [(0,)]
        assert list(Tenant.objects.all()) == []


@pytest.mark.parametrize("token", ["nonsense", "a|b|c", "||||||", "x|user|y|z||f|00"])
def test_a_wrong_context_raises_and_never_looks_empty(cast, both, token):
    sql("SELECT set_config('ubigrowth.context', %s, true)", token)
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        sql("SELECT count(*) FROM agent_runs")
    assert caught.value.__cause__.sqlstate == "28000"


def test_a_context_signed_with_another_key_raises(cast, both, settings):
    settings.CONTEXT_KEY = "another key that the database does not know"
    with pytest.raises(DatabaseError) as caught, cast.scope():
        sql("SELECT count(*) FROM agent_runs")
    assert caught.value.__cause__.sqlstate == "28000"


def test_a_context_is_worth_nothing_in_another_transaction(cast, both):
    with cast.scope():
        token = sql("SELECT current_setting('ubigrowth.context')")[0][0]
    app = url_of("OWNER", current_database()).replace("ubigrowth_owner", "ubigrowth_app_login")
    secret = connection.settings_dict["PASSWORD"]
    with psycopg.connect(app, password=secret) as other, pytest.raises(psycopg.Error) as caught:
        other.execute("SELECT set_config('ubigrowth.context', %s, true)", [token])
        other.execute("SELECT auth.tenant_id()")
    assert caught.value.sqlstate == "28000"


def test_a_context_signed_for_another_person_needs_the_key(cast, both):
    with cast.scope():
        mine = sql("SELECT current_setting('ubigrowth.context')")[0][0]
        forged = mine.replace(str(cast.alder.tenant_id), str(cast.harbor.tenant_id))
        sql("SELECT set_config('ubigrowth.context', %s, true)", forged)
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("SELECT count(*) FROM agent_runs")


def test_the_app_cannot_read_the_keys_nor_change_functions(cast):
    for attack in (
        "SELECT * FROM auth.context_keys",
        "CREATE FUNCTION auth.evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER FUNCTION auth.tenant_id() SECURITY INVOKER",
        "CREATE TABLE public.mine (id int)",
        "ALTER TABLE agent_runs DISABLE ROW LEVEL SECURITY",
        "TRUNCATE agent_runs",
        "SET ROLE ubigrowth_auth",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT auth.claims()",
        "SELECT auth.note('x', NULL, 'x', '{}')",
        "SELECT query FROM pg_stat_activity",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(attack)


def test_row_security_off_does_not_help(cast, both):
    with cast.scope(), pytest.raises(DatabaseError), transaction.atomic():
        sql("SET LOCAL row_security = off")
        sql("SELECT * FROM agent_runs")


def test_a_savepoint_keeps_and_restores_the_context(cast, both):
    with cast.scope():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with cast.scope(workspace_id=cast.alder.second_id):
                assert AgentRun.objects.count() == 0
                raise ZeroDivisionError
        assert AgentRun.objects.count() == 1
    assert sql("SELECT count(*) FROM agent_runs") == [(0,)]


def test_a_database_error_inside_a_scope_leaves_no_context_over(cast, both):
    with pytest.raises(DatabaseError), cast.scope():
        sql("SELECT 1 / 0")
    assert current_scope() is None
    assert sql("SELECT count(*) FROM agent_runs") == [(0,)]


def test_entering_another_tenant_inside_a_scope_raises(cast):
    with cast.scope(), pytest.raises(TenantScopeError), cast.scope(cast.charlie):
        pass


def test_a_thread_inherits_no_scope(cast):
    seen = []
    with cast.scope():
        thread = threading.Thread(target=lambda: seen.append(current_scope()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_a_query_made_in_one_tenant_does_not_run_in_another(cast, both):
    with cast.scope():
        runs = AgentRun.objects.all()
    with cast.scope(cast.charlie), pytest.raises(TenantScopeError):
        list(runs)


def as_new(run):
    run._state.adding = True
    return run


WITHOUT_SCOPE = {
    "count": lambda run: AgentRun.objects.count(),
    "list": lambda run: list(AgentRun.objects.all()),
    "make": lambda run: AgentRun(),
    "save": lambda run: run.save(),
    "delete": lambda run: run.delete(),
    "refresh": lambda run: run.refresh_from_db(),
    "related": lambda run: run.children.count(),
    "forward": lambda run: (
        AgentRunEvent(
            tenant_id=run.tenant_id, workspace_id=run.workspace_id, created_by=None, run_id=run.pk
        ).run
    ),
    "validate unique": lambda run: as_new(run).validate_unique(),
    "validate constraints": lambda run: run.validate_constraints(),
    "raw": lambda run: list(AgentRun.objects.raw("SELECT * FROM agent_runs")),
    "bulk update": lambda run: AgentRun.objects.bulk_update([run], ["error"]),
}


@pytest.mark.parametrize("how", WITHOUT_SCOPE)
def test_the_orm_raises_without_a_scope(both, how):
    with pytest.raises(TenantScopeError):
        WITHOUT_SCOPE[how](both[0])


def test_a_person_cannot_make_themselves_a_member(cast):
    with identity_scope(cast.charlie.pk), pytest.raises(ProgrammingError), transaction.atomic():
        sql(
            "INSERT INTO user_tenants (id, tenant_id, user_id, roles, viewer_modules, "
            "all_workspaces, created_at, updated_at) "
            "VALUES (%s, %s, %s, '{owner}', '{}', true, now(), now())",
            uuid7(),
            cast.alder.tenant_id,
            cast.charlie.pk,
        )


def test_a_person_sees_only_their_own_memberships(cast):
    with identity_scope(cast.charlie.pk):
        assert sql("SELECT count(*) FROM user_tenants") == [(1,)]
    with cast.scope():
        assert Membership.objects.count() == cast.members


def test_another_persons_password_is_not_writable(cast):
    with identity_scope(cast.charlie.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("UPDATE users SET password = 'x' WHERE id = %s", cast.alice.pk)
        assert sql("UPDATE users SET name = 'Charles' WHERE id = %s", cast.charlie.pk) == 1


def test_nobody_makes_themselves_staff(cast):
    with identity_scope(cast.charlie.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("UPDATE users SET is_staff = true WHERE id = %s", cast.charlie.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("UPDATE users SET id = %s WHERE id = %s", uuid7(), cast.charlie.pk)


def test_a_removed_member_is_out_from_the_next_statement(cast, owner_connection):
    with cast.scope(cast.bob):
        assert sql("SELECT auth.tenant_id()") == [(cast.alder.tenant_id,)]
    with cast.scope():
        from kernel.tenancy import services

        services.remove_member(cast.bob.pk)
    with cast.scope(cast.bob):
        assert sql("SELECT auth.tenant_id()") == [(None,)]


def test_a_migration_context_is_refused_to_the_app(cast, both):
    with tenant_scope(cast.alder.tenant_id, kind=Kind.MIGRATION, principal="m", wide=True):
        assert sql("SELECT count(*) FROM agent_runs") == [(0,)]


def test_an_api_key_context_is_refused(cast):
    with (
        pytest.raises(DatabaseError) as caught,
        tenant_scope(cast.alder.tenant_id, kind=Kind.API_KEY, principal="k"),
    ):
        sql("SELECT auth.tenant_id()")
    assert caught.value.__cause__.sqlstate == "28000"


def test_a_schedule_enters_only_where_its_module_is_enabled(cast, both):
    def runs():
        with tenant_scope(
            cast.alder.tenant_id,
            cast.alder.workspace_id,
            kind=Kind.SCHEDULE,
            principal="cmo-cron-metrics-watch",
        ):
            return sql("SELECT count(*) FROM agent_runs")[0][0]

    assert runs() == 1
    with cast.scope(wide=True):
        sql("UPDATE tenant_modules SET enabled = false")
    assert runs() == 0


def test_without_force_the_owner_reads_everything(cast):
    """The suite is worth something: as owner without FORCE the same reads find foreign rows."""
    with psycopg.connect(url_of("ADMIN", current_database())) as admin:
        admin.execute("ALTER TABLE user_tenants NO FORCE ROW LEVEL SECURITY")
        admin.execute("SET LOCAL ROLE ubigrowth_owner")
        found = admin.execute("SELECT count(*) FROM user_tenants").fetchone()
        assert found is not None
        assert found[0] >= 6
        admin.rollback()
    with psycopg.connect(url_of("OWNER", current_database())) as owner:
        assert owner.execute("SELECT count(*) FROM user_tenants").fetchone() == (0,)


def test_a_signed_body_names_every_claim(cast):
    scope = Scope(Kind.USER, str(cast.alice.pk), cast.alder.tenant_id, cast.alder.workspace_id)
    assert context.claims(scope).count("|") == 4
    assert context.sign(scope, 1, 2) != context.sign(scope, 1, 3)
    assert context.sign(scope, 1, 2) != context.sign(scope, 2, 2)


def test_copy_from_cannot_bring_in_rows(cast):
    columns = "(id, tenant_id, domain, is_primary)"
    row = f"{uuid7()}\t{cast.harbor.tenant_id}\tstolen.example\tf\n"
    with pytest.raises(psycopg.Error), cast.scope(), connection.cursor() as cursor:
        with cursor.cursor.copy(f"COPY domains {columns} FROM STDIN") as copy:
            copy.write(row.encode())
