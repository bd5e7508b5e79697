"""From the source of a module to its mutants: the same source with one small fault each.

Cosmic Ray makes the faults; of the many it knows for one place (`<` alone becomes seven others) one is taken, that which
a careless edit would make. To these come what Cosmic Ray does not know: a fraction a tenth larger or smaller, the
smallest for the largest, a condition of a comprehension or a statement left out.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

Place = tuple[tuple[int, int], tuple[int, int]]

_BINARY = {
    "Add": "Sub", "Sub": "Add", "Mul": "Div", "Div": "Mul", "FloorDiv": "Mul", "Mod": "FloorDiv", "Pow": "Mul",
    "RShift": "LShift", "LShift": "RShift", "BitOr": "BitAnd", "BitAnd": "BitOr", "BitXor": "BitAnd",
}  # fmt: skip
_COMPARISON = {
    "Eq": "NotEq", "NotEq": "Eq", "Lt": "LtE", "LtE": "Lt", "Gt": "GtE", "GtE": "Gt", "Is": "IsNot", "IsNot": "Is",
}  # fmt: skip
_TAKEN = (
    *(f"ReplaceBinaryOperator_{one}_{other}" for one, other in _BINARY.items()),
    *(f"ReplaceComparisonOperator_{one}_{other}" for one, other in _COMPARISON.items()),
    "ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_Not", "AddNot",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ExceptionReplacer", "ZeroIterationForLoop",
)  # fmt: skip
_OPPOSITE = {"min": "max", "max": "min", "any": "all", "all": "any", "union": "intersection"}


class _Ours(Operator):
    """A fault that Cosmic Ray does not know; each place has as many as `replacements` names."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        raise NotImplementedError

    def mutation_positions(self, node: parso.tree.NodeOrLeaf) -> Iterator[Place]:
        for _ in self.replacements(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: parso.tree.NodeOrLeaf, index: int) -> parso.tree.NodeOrLeaf:
        prefix = node.get_first_leaf().prefix
        return parso.python.tree.Name(self.replacements(node)[index], node.start_pos, prefix)

    @classmethod
    def examples(cls) -> tuple[object, ...]:
        return ()


class Number(_Ours):
    """A whole number one more or less, a fraction a tenth more or less."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        if node.type != "number":
            return []
        value = ast.literal_eval(node.value)
        return [str(value + 1), str(value - 1)] if isinstance(value, int) else [repr(value * 1.1), repr(value * 0.9)]


class Opposite(_Ours):
    """The smallest for the largest, any for all."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        called = node.type == "name" and (leaf := node.get_next_leaf()) is not None and leaf.value in ("(", ",")
        return [_OPPOSITE[node.value]] if called and node.value in _OPPOSITE else []


class Condition(_Ours):
    """A comprehension that takes everything."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        return ["if True"] if node.type == "comp_if" else []


class Statement(_Ours):
    """A statement that is not there: what is called for its effect, what is added to a value."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        if node.parent is None or node.parent.type != "simple_stmt":
            return []
        augmented = node.type == "expr_stmt" and node.children[1].type == "operator" and node.children[1].value != "="
        called = node.type == "atom_expr" and node.children[-1].type == "trailer"
        return ["pass"] if augmented or called else []


class Alternative(_Ours):
    """One of the two sides of a conditional expression, whatever the condition."""

    @staticmethod
    def replacements(node: parso.tree.NodeOrLeaf) -> list[str]:
        if node.type not in {"or_test", "and_test"}:
            return []
        return [f"({child.get_code(include_prefix=False)})" for child in node.children[::2]]


_OUR_OPERATORS = (Number, Opposite, Condition, Statement, Alternative)


@dataclass(frozen=True)
class Mutant:
    """A module with one fault.

    `was` and `now` are the lines that the fault changes, stripped, and `nth` counts the same change in one module from 1:
    with them a judgement finds its mutant again when lines are added above it.
    """

    operator: str
    line: int
    was: str
    now: str
    nth: int
    source: str


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a module that can be compiled, in the order of its lines."""
    tree = get_ast(source)
    left_out = list(_without_effect(source))
    provider = OperatorProvider()
    operators = [(name, provider[name]()) for name in _TAKEN] + [(one.__name__, one()) for one in _OUR_OPERATORS]
    found: dict[str, tuple[int, str]] = {}
    for name, operator in operators:
        places = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
        for occurrence, (start, end) in enumerate(places):
            if any(low <= start and end <= high for low, high in left_out):
                continue
            mutated = mutate_code(source, operator, occurrence)
            if mutated is not None and mutated != source and _compiles(mutated):
                found.setdefault(mutated, (start[0], name))
    return list(_described(source, found))


def drawn(mutants: list[Mutant], most: int, seed: str) -> list[Mutant]:
    """At most so many of them, drawn by a seed; what is drawn hardly changes where the module does."""

    def lot(mutant: Mutant) -> bytes:
        return hashlib.sha256("\0".join((seed, mutant.was, mutant.now, str(mutant.nth))).encode()).digest()

    kept = set(sorted(mutants, key=lot)[:most])
    return [mutant for mutant in mutants if mutant in kept]


def _without_effect(source: str) -> Iterator[Place]:
    """Where types stand, and that dataclasses are frozen and have slots: what is written there changes nothing as long as it is kept to."""
    for node in ast.walk(ast.parse(source)):
        decorators = node.decorator_list if isinstance(node, ast.ClassDef) else []
        for one in (getattr(node, "annotation", None), getattr(node, "returns", None), *decorators):
            if isinstance(one, ast.expr):
                yield (one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0)


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _described(source: str, found: dict[str, tuple[int, str]]) -> Iterator[Mutant]:
    """Give each mutated source its place and the lines it changes."""
    before = source.splitlines()
    seen: dict[tuple[str, str], int] = {}
    for mutated, (line, operator) in sorted(found.items(), key=lambda one: (one[1], one[0])):
        after = mutated.splitlines()
        top = next(number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
        shorter = min(len(before), len(after)) - top
        tail = next((n for n in range(shorter) if before[-1 - n] != after[-1 - n]), shorter)
        was, now = (" ".join(part.strip() for part in lines[top : len(lines) - tail]) for lines in (before, after))
        seen[was, now] = seen.get((was, now), 0) + 1
        yield Mutant(operator, line, was, now, seen[was, now], mutated)
