"""What a YAML file holds, and on which line; what cannot be read is told with its place."""

import pytest

from mcsim.config.yaml_source import MOST_VALUES, read_value, read_yaml
from mcsim.errors import ConfigError

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi")
)


def read(tmp_path, text):
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_key_has_its_line(ending, tmp_path):
    source = read(tmp_path, ending.join(["# first", "a: 1", "b:", "  c: [1, 2]", "  d: {e: x}", ""]))
    assert source.data == {"a": 1, "b": {"c": [1, 2], "d": {"e": "x"}}}
    lines = {path: line for path, line in source.lines.items() if path}
    assert lines == {
        ("a",): 2, ("b",): 3, ("b", "c"): 4, ("b", "c", 0): 4, ("b", "c", 1): 4, ("b", "d"): 5,
        ("b", "d", "e"): 5,
    }  # fmt: skip
    assert source.place(("b", "d", "e")).endswith("file.yaml:5 b.d.e")


def test_an_absent_key_stands_at_the_nearest_line_above_it(tmp_path):
    source = read(tmp_path, "a: 1\nb:\n  c: 2\n")
    assert source.place(("b", "missing", "deeper")).endswith("file.yaml:2 b.missing.deeper")
    assert source.place(("nowhere",)).endswith("file.yaml:1 nowhere")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001), ("1E5", 1e5), ("-2.5e+2", -250.0), (".5e1", 5.0), ("1e400", float("inf")),
        ("1.0e-3", 0.001), ("12", 12), ("'1e-3'", "1e-3"), ("e3", "e3"), ("1e", "1e"), ("2024/25", "2024/25"),
        ("-.5", -0.5), ("+.25", 0.25), ("0", 0), ("-0.50", -0.5), ("007.5", 7.5), ("'0400'", "0400"),
        ("a_1", "a_1"), ("0o14", "0o14"), ("yes", True), ("~", None), ("é", "é"),
    ],
)  # fmt: skip
def test_scalars_are_what_people_mean(text, value, tmp_path):
    found = read(tmp_path, f"a: {text}\n").data["a"]
    assert found == value
    assert type(found) is type(value)
    assert read_value(text, "--set") == value


def test_aliases_are_written_out_each_with_the_line_it_came_from(tmp_path):
    source = read(tmp_path, "a: &shared {x: 1}\nb: *shared\n")
    assert source.data == {"a": {"x": 1}, "b": {"x": 1}}
    assert source.lines[("b",)] == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("# only a comment\n", "is empty"),
        ("just text\n", "must be a mapping"),
        ("a: 1\nb: 2\na: 3\n", ":3 a: stands twice; first in line 1"),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", ":4 a.b: stands twice; first in line 2"),
        ("? [a, b]\n: 1\n", ":1: has a key that is no text"),
        ("x:\n  ? {a: 1}\n  : 1\n", ":2 x: has a key that is no text"),
        ("a: &a [1, *a]\n", ":1 a.1: is an alias that holds itself"),
        ("a: &a\n  b: {c: *a}\n", "a.b.c: is an alias that holds itself"),
        (LAUGHS, f"holds more than {MOST_VALUES:,} values"),
        ("a: " + "[" * 5000 + "]" * 5000, "is nested too deeply"),
        ("a: *nowhere\n", "is no valid YAML"),
        ("a: 1\n---\nb: 2\n", "is no valid YAML"),
        ("a: 2024-99-99\n", ":1 a: cannot be read"),
        ("a: \x00\n", "is no valid YAML"),
        (b"a: \xff\n", "is not text in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text, says, tmp_path):
    with pytest.raises(ConfigError) as raised:
        read(tmp_path, text)
    assert [problem for problem in raised.value.problems if says in str(problem)], str(raised.value)
    assert "file.yaml" in raised.value.problems[0].place


def test_no_code_of_a_file_is_run(tmp_path):
    mark = tmp_path / "mark"
    text = f"a: !!python/object/apply:os.mkdir [{mark}]\n"
    assert read(tmp_path, text).data == {"a": [str(mark)]}
    assert not mark.exists()


def test_a_merge_key_is_no_way_round_the_check_for_doubled_keys(tmp_path):
    """Merging is not offered: `<<` stays a key like any other, and the records refuse it by name."""
    assert read(tmp_path, "a: &a {x: 1}\nb: {<<: *a, x: 2}\n").data["b"] == {"<<": {"x": 1}, "x": 2}


@pytest.mark.parametrize(
    "text",
    ["0400", "-012", "08", "6:40", "-1:30.5", "0x10", "0b11", "1_000", "1_0.5", "1_2:30"],
)
def test_a_number_that_yaml_reads_in_its_own_way_is_refused(text, tmp_path):
    told = f"{text} is a number that YAML reads in its own way; write it plainly"
    for content, place in ((f"b:\n  a: {text}\n", "file.yaml:2 b.a"), (f"a: [1, {text}]", "file.yaml:1 a.1")):
        with pytest.raises(ConfigError) as raised:
            read(tmp_path, content)
        (problem,) = raised.value.problems
        assert problem.place.endswith(place)
        assert str(problem).startswith(f"{problem.place}: {told}")
    with pytest.raises(ConfigError, match=f"^--set x: {text} is a number"):
        read_value(text, "--set x")


def test_a_key_that_yaml_reads_in_its_own_way_is_refused_too(tmp_path):
    with pytest.raises(ConfigError, match=r"file.yaml:1 a.1_0: 1_0 is a number"):
        read(tmp_path, "a: {1_0: 0.5, 20: 0.2}")


@pytest.mark.parametrize("what", ["folder", "absent", "broken link"])
def test_a_file_that_cannot_be_opened(what, tmp_path):
    path = tmp_path / "file.yaml"
    if what == "folder":
        path.mkdir()
    if what == "broken link":
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match=r"file.yaml: cannot be read \(.*\); look elsewhere"):
        read_yaml(path, "look elsewhere")


@pytest.mark.parametrize("text", ["[", "{a: 1, a: 2}", "&a [*a]", "!!python/name:os.system", "[" * 5000])
def test_a_value_on_the_command_line_is_read_as_strictly(text):
    with pytest.raises(ConfigError, match=r"^--set x: has a value that is no YAML; quote it$"):
        read_value(text, "--set x")
