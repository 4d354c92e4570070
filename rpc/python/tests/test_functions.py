"""What of a class can be called, and which classes do not start."""

import logging
import unittest

from zmqwebbridge_rpc import RPCError, RPCServer
from zmqwebbridge_rpc.functions import Functions


class _Unbound(RPCServer):
    """A base for tests that need no socket."""

    def __init__(self):
        pass


def functions(service):
    return Functions(service, _Unbound)


class FunctionsTest(unittest.TestCase):
    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def code_of(self, service, name):
        with self.assertRaises(RPCError) as raised:
            functions(service).find(name)
        return raised.exception.code

    def call(self, service, name, *args, **kwargs):
        function = functions(service).find(name)
        return function.call(function.bind(list(args), kwargs))

    def assert_unfit(self, service, text):
        with self.assertRaisesRegex(ValueError, text):
            functions(service)

    def test_none_authorizes_the_public_methods_of_the_class_itself(self):
        class Parent(_Unbound):
            def inherited(self):
                return 1

        class Service(Parent):
            constant = len

            def own(self):
                return 2

            def _hidden(self):
                return 3

            @staticmethod
            def static():
                return 4

            @classmethod
            def of_class(cls):
                return 5

            @property
            def computed(self):
                return 6

        self.assertEqual(2, self.call(Service(), "own"))
        for name in ("inherited", "constant", "_hidden", "static", "of_class", "computed", "run_rpc",
                     "stop", "__init__", "__class__", "authorized_functions"):  # fmt: skip
            self.assertEqual("unknown_function", self.code_of(Service(), name))

    def test_a_list_narrows_and_the_rest_is_not_allowed(self):
        class Service(_Unbound):
            authorized_functions = {"one"}

            def one(self):
                return 1

            def two(self):
                return 2

        self.assertEqual(1, self.call(Service(), "one"))
        self.assertEqual("not_allowed", self.code_of(Service(), "two"))

    def test_a_list_may_name_what_a_parent_defines(self):
        class Parent(_Unbound):
            def inherited(self):
                return 1

        class Service(Parent):
            authorized_functions = ["inherited"]

        self.assertEqual(1, self.call(Service(), "inherited"))

    def test_a_guard_decides_with_the_same_arguments_defaults_included(self):
        class Service(_Unbound):
            def add_user(self, username, password, type="boy"):
                return type

            def can_add_user(self, username, password, type="boy"):
                return (username, password, type) == ("hugo", "secret", "boy")

        self.assertEqual("boy", self.call(Service(), "add_user", "hugo", password="secret"))
        with self.assertRaises(RPCError) as raised:
            self.call(Service(), "add_user", "hugo", "secret", "girl")
        self.assertEqual("not_allowed", raised.exception.code)

    def test_a_guard_of_a_mixin_counts(self):
        class Mixin:
            def can_one(self):
                return False

        class Service(Mixin, _Unbound):
            def one(self):
                return 1

        with self.assertRaises(RPCError) as raised:
            self.call(Service(), "one")
        self.assertEqual("not_allowed", raised.exception.code)

    def test_a_guard_that_answers_later_denies_where_nobody_waits(self):
        async def yes():
            return True

        class Service(_Unbound):
            def one(self):
                return 1

            def can_one(self):
                self.promise = yes()
                return self.promise

        service = Service()
        with self.assertRaises(RPCError) as raised:
            self.call(service, "one")
        service.promise.close()
        self.assertEqual("not_allowed", raised.exception.code)

    def test_a_guard_that_names_no_function_stops_the_start(self):
        class Service(_Unbound):
            def add_user(self):
                return 1

            def can_addUser(self):
                return False

        self.assert_unfit(Service(), "can_addUser")

    def test_a_guard_with_other_parameters_stops_the_start(self):
        class Service(_Unbound):
            def one(self, first):
                return first

            def can_one(self, second):
                return True

        self.assert_unfit(Service(), "other parameters")

    def test_a_name_that_is_no_function_stops_the_start(self):
        class Service(_Unbound):
            authorized_functions = ["one", "typo", "__init__"]

            def one(self):
                return 1

        self.assert_unfit(Service(), "__init__, typo")

    def test_one_string_is_no_list_of_names(self):
        class Service(_Unbound):
            authorized_functions = "one"

            def one(self):
                return 1

        self.assert_unfit(Service(), "one string")

    def test_a_class_without_functions_does_not_start(self):
        class Service(_Unbound):
            pass

        self.assert_unfit(Service(), "exposes no function")

    def test_a_function_with_a_name_of_the_server_stops_the_start(self):
        class Service(_Unbound):
            def stop(self):
                return 1

        self.assert_unfit(Service(), "belongs to")

    def test_keyword_only_and_open_parameters_bind(self):
        class Service(_Unbound):
            def open(self, first, *more, key, **rest):
                return [first, list(more), key, rest]

        self.assertEqual(
            [1, [2, 3], 4, {"other": 5}], self.call(Service(), "open", 1, 2, 3, key=4, other=5)
        )
        with self.assertRaisesRegex(RPCError, '"key" is missing'):
            self.call(Service(), "open", 1)

    def test_annotations_are_checked_and_null_fits_a_default_of_none(self):
        class Service(_Unbound):
            def typed(self, rate: float, flag: bool, items: list, name: str = None):
                return [rate, flag, items, name]

        self.assertEqual([1, True, [], None], self.call(Service(), "typed", 1, True, [], None))
        for args, name in (
            ((True, True, []), "rate"),
            ((1, 0, []), "flag"),
            ((1, True, "x"), "items"),
            ((1, True, [], 5), "name"),
        ):
            with self.subTest(name), self.assertRaisesRegex(RPCError, '"%s" must be' % name):
                self.call(Service(), "typed", *args)
