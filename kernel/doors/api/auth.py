"""Tokens: a first pair for e-mail and password, the next one for a refresh token."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kernel import audit
from kernel.doors import tokens
from kernel.doors.accounts import check_password
from kernel.doors.api.base import ProblemSerializer, StrictSerializer
from kernel.doors.marks import public
from kernel.errors import KernelError
from kernel.tenancy.scope import identity_scope

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class CredentialsSerializer(StrictSerializer):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class RefreshSerializer(StrictSerializer):
    refresh = serializers.CharField(max_length=tokens.MAX_LENGTH)


class PairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="Valid for ten minutes.")
    refresh = serializers.CharField(help_text="Valid once, for fourteen days.")


@public
class ObtainToken(APIView):
    """E-mail and password for a pair of tokens."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="auth_token",
        request=CredentialsSerializer,
        responses={200: PairSerializer, 401: ProblemSerializer, 429: ProblemSerializer},
        auth=[],
    )
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        body = CredentialsSerializer.read(request)
        user = check_password(request._request, body["email"], body["password"])
        if user is None:
            raise KernelError("auth_failed")
        with identity_scope(user.pk):
            pair = tokens.obtain(user)
            audit.record("token.obtained", subject=user.pk)
        return Response(pair, headers=NO_STORE)


@public
class RefreshToken(APIView):
    """A refresh token that was never used for the next pair."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="auth_token_refresh",
        request=RefreshSerializer,
        responses={200: PairSerializer, 401: ProblemSerializer, 429: ProblemSerializer},
        auth=[],
    )
    @method_decorator(sensitive_variables())
    def post(self, request: Request) -> Response:
        body = RefreshSerializer.read(request)
        return Response(tokens.renew(body["refresh"]), headers=NO_STORE)
