"""What of a service can be called: found once, at its start, and looked up nowhere else."""

import inspect
import logging
import typing

from .errors import BAD_ARGUMENTS, NOT_ALLOWED, UNKNOWN_FUNCTION, RPCError
from .wire import describe, quote

log = logging.getLogger("zmqwebbridge_rpc")

_GUARD = "can_"
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
_KINDS = {
    int: "a whole number",
    float: "a number",
    str: "a string",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def _fits(value, kind):
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def _hints(method):
    try:
        return typing.get_type_hints(method)
    except Exception:  # an annotation that names nothing is no reason not to serve
        return {}


class Function:
    """One function: a method of a service, its parameters and its guard."""

    def __init__(self, name, method, guard):
        self.name = name
        self._method = method
        self._guard = guard
        self._signature = inspect.signature(method)
        hints = _hints(method)
        self._kinds = {
            parameter.name: hints.get(parameter.name)
            for parameter in self._signature.parameters.values()
            if hints.get(parameter.name) in _KINDS
        }

    def is_async(self):
        return any(inspect.iscoroutinefunction(m) for m in (self._method, self._guard) if m)

    def bind(self, args, kwargs):
        """The arguments by parameter; raises RPCError that names the one that is wrong."""
        positional = [p for p in self._parameters() if p.kind in _POSITIONAL]
        self._check_count(args, positional)
        for parameter in positional[: len(args)]:
            if parameter.name in kwargs and parameter.kind is not parameter.POSITIONAL_ONLY:
                raise self._bad('argument "%s" is given by position and by name' % parameter.name)
        self._check_names(kwargs)
        for parameter in positional[len(args) :]:
            self._check_given(parameter, kwargs)
        for parameter in self._parameters():
            if parameter.kind is parameter.KEYWORD_ONLY:
                self._check_given(parameter, kwargs)
        bound = self._signature.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            self._check_kind(name, value)
        bound.apply_defaults()
        return bound

    def _parameters(self):
        return self._signature.parameters.values()

    def _takes(self, kind):
        return any(p.kind is kind for p in self._parameters())

    def _check_count(self, args, positional):
        takes_any_number = self._takes(inspect.Parameter.VAR_POSITIONAL)
        if len(args) > len(positional) and not takes_any_number:
            raise self._bad("takes at most %d arguments, not %d" % (len(positional), len(args)))

    def _check_names(self, kwargs):
        if self._takes(inspect.Parameter.VAR_KEYWORD):
            return
        known = {p.name for p in self._parameters() if p.kind in _NAMED}
        for name in kwargs:
            if name not in known:
                raise self._bad("has no argument " + quote(name))

    def _check_given(self, parameter, kwargs):
        if parameter.default is parameter.empty and parameter.name not in kwargs:
            raise self._bad('argument "%s" is missing' % parameter.name)

    def _check_kind(self, name, value):
        kind = self._kinds.get(name)
        if kind is None or (value is None and self._signature.parameters[name].default is None):
            return
        if not _fits(value, kind):
            raise self._bad(
                'argument "%s" must be %s, not %s' % (name, _KINDS[kind], describe(value))
            )

    def _bad(self, what):
        return RPCError(BAD_ARGUMENTS, self.name + ": " + what)

    def ask_guard(self, bound):
        """What the guard says, or an awaitable of it; True without one."""
        return True if self._guard is None else self._guard(*bound.args, **bound.kwargs)

    def check(self, allowed):
        """Raises RPCError unless a guard's answer means yes."""
        if inspect.isawaitable(allowed) or not allowed:
            raise RPCError(NOT_ALLOWED, self.name + ": this call is not allowed")

    def guard_failed(self):
        """A guard that raises denies; call it from the except clause."""
        log.exception("the guard of %s failed, and so denies", self.name)
        return False

    def invoke(self, bound):
        return self._method(*bound.args, **bound.kwargs)

    def call(self, bound):
        """Asks the guard and calls the method, in this thread."""
        try:
            allowed = self.ask_guard(bound)
        except Exception:
            allowed = self.guard_failed()
        self.check(allowed)
        return self.invoke(bound)


class Functions:
    """The functions of one service, by name."""

    def __init__(self, service, base):
        """``base`` is the class whose own methods can never be called."""
        self._service = service
        ours = {
            c: vars(c)
            for c in type(service).__mro__
            if c not in base.__mro__ and c.__module__.split(".")[0] != __package__
        }
        self._check_shadows(ours, base)
        authorized = service.authorized_functions
        if authorized is None:
            known = self._public(vars(type(service)))
            names = known
        else:
            known = set().union(*(self._public(members) for members in ours.values()))
            names = self._listed(authorized, known)
        guards = self._guards(ours)
        self._by_name = {name: self._function(name, guards) for name in sorted(known)}
        self._authorized = frozenset(names)
        if guards:
            raise ValueError(
                "%s has guards that name no function: %s; rename or remove them"
                % (type(service).__name__, ", ".join(sorted(guards)))
            )
        if not names:
            raise ValueError(
                "%s exposes no function; give it a public method" % type(service).__name__
            )

    @staticmethod
    def _public(members):
        return {
            name
            for name, member in members.items()
            if inspect.isfunction(member) and not name.startswith(("_", _GUARD))
        }

    def _check_shadows(self, classes, base):
        reserved = {
            name for c in base.__mro__ for name in vars(c) if inspect.isfunction(vars(c)[name])
        }
        for members in classes.values():
            for name in sorted(self._public(members) & reserved):
                raise ValueError(
                    "%s cannot have a function %s, which belongs to %s"
                    % (type(self._service).__name__, name, base.__name__)
                )

    def _listed(self, authorized, known):
        if isinstance(authorized, str):
            raise ValueError("authorized_functions must be a list of names, not one string")
        unknown = set(authorized) - known
        if unknown:
            raise ValueError(
                "%s has no functions %s, which authorized_functions names"
                % (type(self._service).__name__, ", ".join(sorted(unknown)))
            )
        return set(authorized)

    @staticmethod
    def _guards(classes):
        return {
            name
            for members in classes.values()
            for name, member in members.items()
            if name.startswith(_GUARD) and callable(member)
        }

    def _function(self, name, guards):
        method = getattr(self._service, name)
        guard = None
        if _GUARD + name in guards:
            guards.discard(_GUARD + name)
            guard = getattr(self._service, _GUARD + name)
            self._check_guard(name, method, guard)
        return Function(name, method, guard)

    def _check_guard(self, name, method, guard):
        wanted = list(inspect.signature(method).parameters.values())
        have = list(inspect.signature(guard).parameters.values())
        takes_all = {p.kind for p in have} >= {
            inspect.Parameter.VAR_POSITIONAL,
            inspect.Parameter.VAR_KEYWORD,
        }
        same = [(p.name, p.kind) for p in wanted] == [(p.name, p.kind) for p in have]
        if not takes_all and not same:
            raise ValueError(
                "%s has a guard can_%s with other parameters than %s"
                % (type(self._service).__name__, name, name)
            )

    def first_async(self):
        """The name of a function that, or whose guard, is a coroutine; None without one."""
        return next((f.name for f in self._by_name.values() if f.is_async()), None)

    def find(self, name):
        """Raises RPCError if there is no such function, or it is not authorized."""
        function = self._by_name.get(name)
        if function is None:
            raise RPCError(UNKNOWN_FUNCTION, "there is no function " + quote(name))
        if name not in self._authorized:
            raise RPCError(NOT_ALLOWED, name + ": this function is not allowed")
        return function
