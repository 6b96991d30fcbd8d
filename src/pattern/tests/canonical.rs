//! What is read, shown by what it prints as; and a few trees in full, so that
//! reader and printer cannot agree on an error.

use super::super::*;

/// Reads a text and prints it again.
type Print = fn(&str) -> Result<String, SyntaxError>;

/// How each language reads a text and prints it again.
const LANGUAGES: [(&str, Print); 5] = [
    ("pattern", |text| parse(text).map(|tree| tree.to_string())),
    ("role", |text| parse_role_type(text).map(|tree| tree.to_string())),
    ("path", |text| parse_tree_path(text).map(|tree| tree.to_string())),
    ("where", |text| parse_where(text).map(|tree| tree.to_string())),
    ("template", |text| parse_template(text).map(|tree| tree.to_string())),
];

fn kind(text: &str) -> NodeKind {
    parse(text).expect("the pattern is well formed").kind
}

fn word(text: &str) -> Node {
    Node { kind: NodeKind::Token(Atom::Word(text.to_owned())), place: Place::default() }
}

#[test]
fn every_text_prints_in_its_canonical_form_and_that_form_as_itself() {
    let cases: toml::Table = include_str!("canonical.toml").parse().expect("the cases are TOML");
    for case in cases["case"].as_array().expect("a list of cases") {
        let (text, print) = LANGUAGES
            .iter()
            .find_map(|(language, print)| Some((case.get(language)?.as_str()?, print)))
            .expect("a case has a text in one of the languages");
        let printed = case.get("printed").map_or(text, |printed| printed.as_str().expect("a text")).trim_end();
        assert_eq!(print(text).as_deref(), Ok(printed), "{text}");
        assert_eq!(print(printed).as_deref(), Ok(printed), "{text}");
    }
}

#[test]
fn every_pattern_of_the_reference_is_read_and_printed_without_loss() {
    let page = include_str!("../../../docs/pattern-language.md");
    let mut patterns = page.split("```pattern\n").skip(1).map(|rest| rest.split("```").next().expect("a first piece"));
    assert!(patterns.clone().count() > 20, "the page shows patterns");
    assert!(patterns.all(|pattern| {
        let tree = parse(pattern).unwrap_or_else(|mistake| panic!("{pattern}{mistake:?}"));
        let printed = tree.to_string();
        parse(&printed).as_ref() == Ok(&tree) && parse(&printed).map(|again| again.to_string()) == Ok(printed)
    }));
}

#[test]
fn a_plain_gap_is_ten_tokens() {
    assert_eq!(kind("..."), NodeKind::Gap { max: 10 });
    assert_eq!(kind("..5"), NodeKind::Gap { max: 5 });
}

#[test]
fn bounds_are_read_with_their_open_sides() {
    let bounds = |text: &str| match kind(text) {
        NodeKind::Repeat { min, max, greedy, .. } => (min, max, greedy),
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(bounds("_?"), (0, Some(1), true));
    assert_eq!(bounds("_*?"), (0, None, false));
    assert_eq!(bounds("_+"), (1, None, true));
    assert_eq!(bounds("_{3}"), (3, Some(3), true));
    assert_eq!(bounds("_{,3}"), (0, Some(3), true));
    assert_eq!(bounds("_{3,}?"), (3, None, false));
    assert_eq!(bounds("_{2,5}"), (2, Some(5), true));
}

#[test]
fn a_quantifier_repeats_the_part_before_it_alone() {
    let NodeKind::Sequence(parts) = kind(r#""a" "b"*"#) else { panic!("two parts") };
    assert_eq!(parts[0], word("a"));
    assert!(matches!(&parts[1].kind, NodeKind::Repeat { inner, .. } if **inner == word("b")));
}

#[test]
fn a_bar_reaches_as_far_as_it_can() {
    let NodeKind::Alternation(parts) = kind(r#""a" "b" | "c""#) else { panic!("two alternatives") };
    assert!(matches!(&parts[0].kind, NodeKind::Sequence(parts) if parts.len() == 2));
    assert_eq!(parts[1], word("c"));
}

#[test]
fn context_knows_its_direction_and_whether_it_denies() {
    let look = |text: &str| match kind(text) {
        NodeKind::Look { ahead, negative, .. } => (ahead, negative),
        other => panic!("{text} is {other:?}"),
    };
    assert_eq!(look("(?= _)"), (true, false));
    assert_eq!(look("(?! _)"), (true, true));
    assert_eq!(look("(?<= _)"), (false, false));
    assert_eq!(look("(?<! _)"), (false, true));
}

#[test]
fn escapes_are_gone_from_the_tree() {
    assert_eq!(kind(r#""a\"b\\c\/d""#), NodeKind::Token(Atom::Word(r#"a"b\c/d"#.to_owned())));
    let regex = |source: &str| NodeKind::Token(Atom::Regex { source: source.to_owned(), ignore_case: false });
    assert_eq!(kind(r"/a\/b\\\d/"), regex(r"a/b\\\d"));
}

#[test]
fn a_bracket_asks_about_the_mention_only_where_it_touches_the_name() {
    assert!(matches!(kind("@X[cap]"), NodeKind::Mention { condition: Some(_), .. }));
    assert!(matches!(kind("@X [cap]"), NodeKind::Sequence(parts) if parts.len() == 2));
}

#[test]
fn places_are_bytes_of_the_text() {
    let text = "\"é\" (role: @Persn[x]) | ~b";
    let tree = parse(text).expect("the pattern is well formed");
    assert_eq!(&text[tree.place.range()], text);
    let at = |name: &Name| &text[name.place.range()];
    assert_eq!(at(tree.captures()[0]), "role");
    assert_eq!(at(tree.mentions()[0].name), "@Persn");
    let mut places = Vec::new();
    tree.walk(&mut |node| places.push(&text[node.place.range()]));
    assert_eq!(places, [text, "\"é\" (role: @Persn[x])", "\"é\"", "(role: @Persn[x])", "@Persn[x]", "~b"]);
}

#[test]
fn every_mention_is_found_with_its_use_and_whether_it_is_denied() {
    let tree = parse("@A[!@B | k in @C] (?! @D (?= @E)) [!(l in @F) & @G] (?<= (r: @H)+)").expect("well formed");
    let found: Vec<_> = tree.mentions().iter().map(|m| (m.name.text.clone(), m.usage, m.negated)).collect();
    let expected = [
        ("A", Usage::Step, false),
        ("B", Usage::Inside, true),
        ("C", Usage::Values, false),
        ("D", Usage::Step, true),
        ("E", Usage::Step, true),
        ("F", Usage::Values, true),
        ("G", Usage::Inside, false),
        ("H", Usage::Step, false),
    ];
    assert_eq!(found, expected.map(|(name, usage, negated)| (name.to_owned(), usage, negated)));
}

#[test]
fn what_can_match_nothing_is_known() {
    let empty = |text: &str| parse(text).expect("well formed").can_be_empty(&mut |name| name.text == "empty");
    for text in ["_?", "...", "^", "(?= _)", "_* @empty", "\"a\" | _{,3}", "(r: @empty)", "(_?)+", "^ $", ";"] {
        assert!(empty(text), "{text}");
    }
    for text in ["_", "\"a\" ...", "@X", "(r: @X)?  _", "_+ | @X", "[cap]", "_{1}", "#X ;"] {
        assert!(!empty(text), "{text}");
    }
}
