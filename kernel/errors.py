"""Every refusal of the product: one stable code, one HTTP status, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Code(NamedTuple):
    """What a code stands for: HTTP status, title, and the mend in one sentence."""

    status: int
    title: str
    remedy: str


CODES: Mapping[str, Code] = {
    # 400: the request itself cannot be read
    "bad_request": Code(400, "The request cannot be read", "Correct what the detail names."),
    "malformed_json": Code(400, "The body is no JSON", "Send one JSON value in UTF-8."),
    "invalid_uuid": Code(400, "The id is no UUID", "Use an id that the product gave out."),
    "invalid_parameter": Code(
        400, "A parameter is out of range", "Use a value within the range that is named."
    ),
    "unknown_parameter": Code(
        400, "A parameter is not known", "Use one of the names that are listed."
    ),
    "field_not_allowed": Code(
        400, "A field may not be set", "Leave the field out; the product sets it."
    ),
    "not_found_reference": Code(
        400, "A referenced row does not exist", "Refer to a row of this workspace."
    ),
    "validation_failed": Code(
        400, "Some fields are not right", "Correct each field that is listed."
    ),
    "tenant_required": Code(400, "No tenant is named", "Name the tenant in X-Tenant-ID."),
    "workspace_required": Code(
        400, "No workspace is named", "Name the workspace in X-Workspace-ID."
    ),
    "webhook_header_missing": Code(
        400, "A webhook header is missing", "Send webhook-id, -timestamp and -signature."
    ),
    "webhook_timestamp_invalid": Code(
        400, "The webhook's time is not right", "Sign with the current time in seconds."
    ),
    "webhook_body_invalid": Code(
        400, "The webhook's body is not right", "Send {type, timestamp, data} as JSON."
    ),
    "import_invalid": Code(
        400, "The file cannot be imported", "Correct the file or its mapping as listed."
    ),
    "file_type_not_allowed": Code(
        400, "This kind of file is not taken", "Send the kind of file that is named."
    ),
    # 401: the caller is not known
    "auth_required": Code(401, "Nobody is logged in", "Log in, or send a bearer token."),
    "auth_failed": Code(401, "E-mail or password is wrong", "Check both and try again."),
    "token_invalid": Code(401, "The token is not valid", "Obtain a new token."),
    "token_wrong_type": Code(401, "The token is of another type", "Send an access token."),
    "token_reused": Code(401, "The refresh token was used before", "Log in again."),
    "webhook_signature_invalid": Code(
        401,
        "The webhook's signature does not fit",
        "Sign the raw body with this endpoint's secret.",
    ),
    # 402, 403: known, but not allowed
    "budget_exceeded": Code(
        402, "The model budget is used up", "Raise the budget, or run with the built-in analyst."
    ),
    "not_a_member": Code(403, "Not a member of this tenant", "Ask its owner for an invitation."),
    "tenant_mismatch": Code(
        403, "Two tenants are named", "Name the same tenant in header, host and body."
    ),
    "role_not_allowed": Code(
        403, "Your role does not allow this", "Ask an owner or admin for the role."
    ),
    "module_not_enabled": Code(
        403, "The module is not enabled here", "An owner or admin can enable it."
    ),
    "key_revoked": Code(403, "The key or endpoint is switched off", "Make a new one."),
    "permission_denied": Code(403, "This is not allowed", "Ask an owner or admin."),
    "csrf_failed": Code(403, "The form is too old", "Load the page again and resend the form."),
    "signup_closed": Code(403, "Signing up is closed", "Ask for an invitation."),
    # 404: nothing there
    "not_found": Code(404, "Nothing is here", "Check the address."),
    "workspace_not_found": Code(
        404, "No such workspace", "Use a workspace of this tenant that you may enter."
    ),
    "unknown_module": Code(404, "No such module", "Use one of the modules that are listed."),
    "unknown_mode": Code(404, "No such mode", "Use one of the modes that are listed."),
    "unknown_function": Code(404, "No such function", "Use one of the functions that are listed."),
    "unknown_action": Code(404, "No such action", "Use one of the actions that are listed."),
    "unknown_import_kind": Code(404, "No such kind of import", "Use one of the kinds listed."),
    # 405, 406: the door exists, the manner does not
    "method_not_allowed": Code(405, "The method does not fit here", "Use a method in Allow."),
    "not_acceptable": Code(406, "No such format", "Accept application/json."),
    # 409, 410: at odds with the present state
    "conflict": Code(409, "At odds with the present state", "Load the present state and decide."),
    "idempotency_mismatch": Code(
        409, "The key was used for another body", "Use a new Idempotency-Key."
    ),
    "already_finished": Code(409, "It has finished already", "Nothing is left to cancel."),
    "already_decided": Code(409, "It has been decided already", "Load the present state."),
    "action_changed": Code(
        409, "The proposed action has changed", "Look at the proposal again, then decide."
    ),
    "undo_blocked": Code(
        409, "Later work depends on it", "Undo what is listed first, or leave it as it is."
    ),
    "expired": Code(410, "It has expired", "Ask for a new one."),
    # 413, 415, 422, 429: the body, the pace
    "too_large": Code(413, "The body is too large", "Stay under the size that is named."),
    "unsupported_media_type": Code(415, "The content type is not taken", "Send application/json."),
    "invalid_payload": Code(
        422, "The payload does not fit the agent's input", "Correct each field that is listed."
    ),
    "rate_limited": Code(429, "Too many requests", "Wait as long as Retry-After says."),
    # 5xx: ours
    "no_tenant_scope": Code(
        500, "No tenant scope was open", "Nothing was read; report it with the request id."
    ),
    "usage": Code(500, "The kernel was called wrongly", "Report it with the request id."),
    "internal_error": Code(500, "Something broke on our side", "Report it with the request id."),
    "module_unavailable": Code(
        503, "The module cannot start", "An operator finds the reason in `modules check`."
    ),
    "limits_unavailable": Code(
        503, "The rate limiter cannot be reached", "Try again in a few seconds."
    ),
    "unavailable": Code(503, "A part of the product is down", "Try again in a few seconds."),
    # ends of runs; the status is the one of the run's row when it is read
    "invalid_output": Code(500, "The agent's output was refused", "Start the run again."),
    "agent_error": Code(500, "The agent broke off", "Start the run again, or report its id."),
    "cancelled": Code(409, "The run was cancelled", "Start the run again if it is wanted."),
    "timed_out": Code(504, "The run took too long", "Narrow the period, then start it again."),
    "attempts_exhausted": Code(500, "Every attempt broke off", "Report the run's id."),
}


class KernelError(Exception):
    """A refusal with a stable code.

    ``errors`` names each fault as ``{"pointer": "/field", "code": …, "detail": …}``;
    ``headers`` go out with the HTTP answer. ``detail`` says what to change and holds no
    SQL, no stack and nothing of another tenant.
    """

    def __init__(
        self,
        code: str,
        status: int | None = None,
        detail: str = "",
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        if code not in CODES:
            raise LookupError(f"{code!r} is not in kernel.errors.CODES")
        self.code = code
        self.status = CODES[code].status if status is None else status
        self.detail = detail or CODES[code].remedy
        self.errors = [dict(error) for error in errors]
        self.headers = dict(headers or {})
        super().__init__(f"{code}: {self.detail}")

    @property
    def title(self) -> str:
        return CODES[self.code].title

    def as_problem(self, *, request_id: str | None = None, base: str = "") -> dict[str, Any]:
        """The body of an ``application/problem+json`` answer (RFC 9457)."""
        problem: dict[str, Any] = {
            "type": f"{base}/errors/{self.code}" if base else f"urn:ubigrowth:error:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if request_id:
            problem["request_id"] = request_id
        if self.errors:
            problem["errors"] = self.errors
        return problem

    def __reduce__(self) -> tuple[Any, ...]:
        return (
            _rebuild,
            (type(self), self.code, self.status, self.detail, self.errors, self.headers),
        )


def _rebuild(
    kind: type[KernelError],
    code: str,
    status: int,
    detail: str,
    errors: list[dict[str, str]],
    headers: dict[str, str],
) -> KernelError:
    error = kind.__new__(kind)
    KernelError.__init__(error, code, status, detail, errors=errors, headers=headers)
    return error


class TenantScopeError(KernelError):
    """A tenant's rows were asked for with no scope open, or with another tenant's."""

    def __init__(self, detail: str = "no tenant scope is open") -> None:
        super().__init__("no_tenant_scope", detail=detail)


class KernelUsageError(KernelError):
    """The kernel was called in a way that the caller's code must not."""

    def __init__(self, detail: str) -> None:
        super().__init__("usage", detail=detail)


class InvalidPayloadError(KernelError):
    """The payload does not fit the input contract; each fault has its JSON pointer."""

    def __init__(self, detail: str = "", *, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__("invalid_payload", detail=detail, errors=errors)


class NotFoundError(KernelError):
    """Nothing of this workspace has that name or id."""

    def __init__(self, detail: str = "", *, code: str = "not_found") -> None:
        super().__init__(code, 404, detail)


class ConflictError(KernelError):
    """The request is at odds with the present state; ``errors`` may list what depends."""

    def __init__(
        self,
        detail: str = "",
        *,
        code: str = "conflict",
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(code, 409, detail, errors=errors)
