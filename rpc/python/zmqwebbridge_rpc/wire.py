"""The messages as bytes and values. Pure: no I/O, no clock, no log."""

import json
import math
from dataclasses import dataclass

from .errors import BAD_ANSWER, BAD_REQUEST, TOO_LARGE, RPCError

_MAX_NUMBER_CHARS = 64
_MAX_QUOTED_CHARS = 60
_MAX_ANSWER_DEPTH = 64


class Malformed(Exception):
    """Bytes that are not the JSON they should be; the text is fit for their sender."""


class TooDeep(Malformed):
    """JSON that is nested deeper than allowed."""


def quote(text):
    """A peer's text as it may stand in an error's text: quoted, escaped, cut."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text[:_MAX_QUOTED_CHARS])
    return '"' + shown + ("…" if len(text) > _MAX_QUOTED_CHARS else "") + '"'


def describe(value):
    """What kind of value it is, and for a short one which."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str):
        return "the string " + quote(value)
    return json.dumps(value)


def _without_duplicates(pairs):
    members = dict(pairs)
    if len(members) < len(pairs):
        seen = set()
        for name, _ in pairs:
            if name in seen:
                raise Malformed("the message has the name %s twice" % quote(name))
            seen.add(name)
    return members


def _number(parse):
    def checked(digits):
        if len(digits) > _MAX_NUMBER_CHARS:
            raise Malformed("the message has a number of more than %d characters" % _MAX_NUMBER_CHARS)
        number = parse(digits)
        if isinstance(number, float) and not math.isfinite(number):
            raise Malformed("the message has a number that fits no double")
        return number

    return checked


def _no_constant(name):
    raise Malformed("the message is not JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_duplicates,
    parse_int=_number(int),
    parse_float=_number(float),
    parse_constant=_no_constant,
)


def _check_depth(text, max_depth):
    """Counts brackets outside strings, before the parser recurses into them."""
    depth = 0
    in_string = False
    escaped = False
    for c in text:
        if in_string:
            if escaped:
                escaped = False
            elif c == "\\":
                escaped = True
            elif c == '"':
                in_string = False
        elif c == '"':
            in_string = True
        elif c in "[{":
            depth += 1
            if depth > max_depth:
                raise TooDeep("the message is nested deeper than %d levels" % max_depth)
        elif c in "]}":
            depth -= 1


def _check_text(value):
    """Half a surrogate pair cannot be sent on, so it is not let in."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            try:
                item.encode("utf-8")
            except UnicodeEncodeError:
                raise Malformed("the message has half of a surrogate pair in a string") from None
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())


def parse_json(message, max_depth):
    """Reads JSON as RFC 8259 has it: UTF-8, no duplicate names, no NaN, a bounded depth."""
    try:
        text = message.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("the message is not UTF-8 text") from None
    # Below this many opening brackets in all, none can be too deep: the common case, at C speed.
    if text.count("[") + text.count("{") > max_depth:
        _check_depth(text, max_depth)
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Malformed("the message is not JSON") from None
    if "\\u" in text:
        _check_text(value)
    return value


def encode_json(value):
    """Raises TypeError, ValueError or RecursionError if the value has no JSON form."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode("utf-8")


@dataclass(frozen=True)
class Request:
    """A call: ``{"funcname": "…", "args": […], "kwargs": {…}}``."""

    function: str
    args: list
    kwargs: dict

    @staticmethod
    def parse(message, limits):
        """Absent or null args and kwargs are none; args that are no list are one argument."""
        try:
            value = parse_json(message, limits.max_depth)
        except TooDeep as wrong:
            raise RPCError(TOO_LARGE, str(wrong)) from None
        except Malformed as wrong:
            raise RPCError(BAD_REQUEST, str(wrong)) from None
        if not isinstance(value, dict):
            raise RPCError(
                BAD_REQUEST,
                'a call is an object with "funcname", "args" and "kwargs", not ' + describe(value),
            )
        function = value.get("funcname")
        if not isinstance(function, str):
            raise RPCError(BAD_REQUEST, 'the call has no "funcname" that is a string')
        args = value.get("args")
        if args is None:
            args = []
        elif not isinstance(args, list):
            args = [args]
        kwargs = value.get("kwargs")
        if kwargs is None:
            kwargs = {}
        elif not isinstance(kwargs, dict):
            raise RPCError(BAD_REQUEST, '"kwargs" must be an object, not ' + describe(kwargs))
        if len(args) + len(kwargs) > limits.max_arguments:
            raise RPCError(TOO_LARGE, "the call has more than %d arguments" % limits.max_arguments)
        return Request(function, args, kwargs)

    def encode(self):
        return encode_json(
            {"funcname": self.function, "args": list(self.args), "kwargs": self.kwargs}
        )


def returned(value):
    """The answer of a function that returned."""
    return encode_json({"returnval": value})


def failed(code, message):
    """The answer of a call that ended in an error."""
    text = message.encode("utf-8", "replace").decode("utf-8")
    return encode_json({"status": "error", "error_msg": text, "code": code})


def result(message):
    """The value that an answer brings; raises RPCError if it brings an error, or is none."""
    try:
        answer = parse_json(message, _MAX_ANSWER_DEPTH)
    except Malformed as wrong:
        raise RPCError(BAD_ANSWER, "no answer can be read: " + str(wrong)) from None
    if not isinstance(answer, dict):
        raise RPCError(BAD_ANSWER, "an answer is an object, not " + describe(answer))
    if answer.get("status") == "error":
        raise RPCError(str(answer.get("code") or ""), str(answer.get("error_msg") or ""))
    if "returnval" not in answer:
        raise RPCError(BAD_ANSWER, 'the answer has neither "returnval" nor an error')
    return answer["returnval"]
