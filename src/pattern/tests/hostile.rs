//! Texts made to break the reader: it ends on each, in time that grows with
//! the text and not with the ways to read it.

use super::super::*;

/// As much of a text, over and over, as may be read.
fn filled(with: &str) -> String {
    with.repeat(MAX_BYTES / with.len())
}

/// Brackets as deep as they may be, and one deeper.
fn nested(open: &str, inside: &str, close: &str, depth: usize) -> String {
    [open.repeat(depth), inside.to_owned(), close.repeat(depth)].concat()
}

#[test]
fn brackets_may_be_as_deep_as_the_language_says_and_no_deeper() {
    for (open, close) in [("(", ")"), ("(a: ", ")"), ("(?= ", ")"), ("(_ | ", ")"), ("(\"x\" ", ")+")] {
        let deepest = nested(open, "_", close, MAX_DEPTH);
        assert!(parse(&deepest).is_ok(), "{open} {:?}", parse(&deepest));
        let kind = parse(&nested(open, "_", close, MAX_DEPTH + 1)).map_err(|mistake| mistake.kind);
        assert_eq!(kind, Err(SyntaxErrorKind::TooDeep), "{open}");
    }
    let condition = format!("[{}]", nested("!(", "cap", ")", MAX_DEPTH - 1));
    assert!(parse(&condition).is_ok());
    assert!(parse_where(&nested("!(", "a", ")", MAX_DEPTH)).is_ok());
    assert!(parse_tree_path(&nested("(>a ", ">b", ")*", MAX_DEPTH)).is_ok());
}

#[test]
fn brackets_between_quotation_marks_do_not_nest() {
    assert!(parse(&filled("\"((((\" ")).is_ok());
    assert!(parse(&filled("/[(]/ // ((((\n")).is_ok());
}

#[test]
fn a_text_past_the_bound_is_a_mistake() {
    let kind = parse(&"_ ".repeat(MAX_BYTES)).map_err(|mistake| mistake.kind);
    assert_eq!(kind, Err(SyntaxErrorKind::TooLong));
}

#[test]
fn no_text_takes_more_than_its_length_is_worth() {
    let seeds = [
        "(",
        "((",
        "[",
        "[(",
        "(a:",
        "(?=",
        "(?<!",
        "(a: (",
        "{",
        "!",
        "?",
        "*",
        "|",
        "\"",
        "'",
        "/",
        "\\",
        "//",
        "~",
        "@",
        "#",
        "..",
        "...",
        "a",
        "a.",
        "a:",
        "-",
        "1",
        "_ ",
        "\"a\" | ",
        "(\"a\" | ",
        "@X[",
        "@X[a",
        "[a = ",
        "[a in (",
        ">a[",
        ">a[b|",
        "(>a ",
        "a & ",
        "a = b | ",
        "!(",
        "distance(a, ",
        "{a",
        "{{",
        "a|",
        "“",
        "“a” ",
        "[!(a & ",
        "((a: _)* ",
        "(... | ",
        "é",
        "\u{301}",
        "\u{200d}",
    ];
    for seed in seeds {
        for turns in [1, MAX_DEPTH / 2, MAX_DEPTH, 4000 / seed.len()] {
            let text = &seed.repeat(turns);
            let _ =
                (parse(text), parse_role_type(text), parse_tree_path(text), parse_where(text), parse_template(text));
        }
    }
}
