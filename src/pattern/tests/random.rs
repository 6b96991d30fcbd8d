//! Random trees: what is printed and read again is the same tree; and random
//! texts: whatever they hold, reading them ends in a tree or a mistake.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::super::*;

fn place() -> Place {
    Place::default()
}

fn name() -> impl Strategy<Value = Name> {
    "([A-Za-zé]|_[a-z0-9])[A-Za-z0-9_]{0,5}(-[a-z0-9]{1,2})?|in|distinct|before|distance|text|self"
        .prop_map(|text| Name { text, place: place() })
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé]{1,6}(-[a-z]{1,3})?",
        "[a-z“”‘’\"'\\\\/ @()0-9.:-]{1,8}",
        r"[^\n\r]{1,6}",
        "-?[0-9]{1,3}(\\.[0-9])?"
    ]
    .prop_filter("a word is not blank", |text| !text.trim().is_empty())
}

fn regex_source() -> impl Strategy<Value = (String, bool)> {
    let source = prop_oneof![
        Just("[A-Z]{2,5}\\d*".to_owned()),
        Just("a/b".to_owned()),
        Just("\\\\".to_owned()),
        Just("\\\\/x".to_owned()),
        Just("(?:ä|\\(|\")+".to_owned()),
        "[a-z]{1,5}"
    ];
    (source, any::<bool>())
}

fn atom() -> impl Strategy<Value = Atom> {
    prop_oneof![
        words().prop_map(Atom::Word),
        words().prop_map(Atom::Exact),
        words().prop_map(Atom::Lemma),
        proptest::sample::select(TAGS.to_vec()).prop_map(|tag| Atom::Pos(tag.to_owned())),
        regex_source().prop_map(|(source, ignore_case)| Atom::Regex { source, ignore_case }),
    ]
}

fn number() -> impl Strategy<Value = String> {
    "-?[0-9]{1,3}(\\.[0-9]{1,2})?"
}

fn operator() -> impl Strategy<Value = Operator> {
    proptest::sample::select(vec![
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::AtMost,
        Operator::Greater,
        Operator::AtLeast,
    ])
}

fn plain_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        words().prop_map(Value::Word),
        words().prop_map(Value::Exact),
        number().prop_map(Value::Number),
        "[a-z]{1,3}[:.-][a-z0-9]{1,3}".prop_map(Value::Word),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => plain_value(),
        1 => regex_source().prop_map(|(source, ignore_case)| Value::Regex { source, ignore_case }),
    ]
}

/// A comparison that can hold: nothing is more or less than a regex.
fn comparison() -> impl Strategy<Value = (Operator, Value)> {
    prop_oneof![
        (operator(), plain_value()),
        (proptest::sample::select(vec![Operator::Equal, Operator::NotEqual]), any_value()),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        atom().prop_map(ConditionKind::Token),
        Just(ConditionKind::Any),
        name().prop_map(ConditionKind::Inside),
        name().prop_map(ConditionKind::Has),
        (name(), comparison()).prop_map(|(attribute, (operator, value))| ConditionKind::Compare {
            attribute,
            operator,
            value
        }),
        (name(), name()).prop_map(|(attribute, list)| ConditionKind::InList { attribute, list }),
        (name(), vec(any_value(), 1..3)).prop_map(|(attribute, values)| ConditionKind::InValues { attribute, values }),
    ]
    .prop_map(|kind| Condition { kind, place: place() });
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| Condition::all(parts, place())),
            vec(inner.clone(), 2..4).prop_map(|parts| Condition::either(parts, place())),
            inner.prop_map(|inner| Condition { kind: ConditionKind::Not(Box::new(inner)), place: place() }),
        ]
    })
}

fn mention() -> impl Strategy<Value = NodeKind> {
    (name(), option::of(condition())).prop_map(|(name, condition)| NodeKind::Mention { name, condition })
}

/// Fewest and most turns that a repetition can keep.
fn bounds() -> impl Strategy<Value = (u32, Option<u32>)> {
    (0..4_u32, option::of(0..4_u32)).prop_map(|(min, more)| (min, more.map(|more| (min + more).max(1))))
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => atom().prop_map(NodeKind::Token),
        1 => Just(NodeKind::Any),
        1 => condition().prop_map(NodeKind::Test),
        2 => mention(),
        1 => (1..=MAX_COUNT).prop_map(|max| NodeKind::Gap { max }),
        1 => Just(NodeKind::Gap { max: 10 }),
        1 => Just(NodeKind::Start),
        1 => Just(NodeKind::End),
        1 => any::<bool>().prop_map(|across| NodeKind::Boundary { across }),
    ]
    .prop_map(|kind| Node { kind, place: place() });
    leaf.prop_recursive(5, 32, 4, |inner| {
        let whole = |kind| Node { kind, place: place() };
        prop_oneof![
            vec(inner.clone(), 2..5).prop_map(|parts| Node::sequence(parts, place())),
            vec(inner.clone(), 2..4).prop_map(|parts| Node::alternation(parts, place())),
            (name(), inner.clone())
                .prop_map(move |(role, inner)| whole(NodeKind::Capture { role, inner: Box::new(inner) })),
            (any::<bool>(), any::<bool>(), inner.clone()).prop_map(move |(ahead, negative, inner)| whole(
                NodeKind::Look { ahead, negative, inner: Box::new(inner) }
            )),
            (inner, bounds(), any::<bool>())
                .prop_filter("what takes no token is not repeated", |(inner, ..)| !matches!(
                    inner.kind,
                    NodeKind::Look { .. } | NodeKind::Start | NodeKind::End
                ))
                .prop_map(move |(inner, (min, max), greedy)| whole(NodeKind::Repeat {
                    inner: Box::new(inner),
                    min,
                    max,
                    greedy
                })),
        ]
    })
}

fn role_type() -> impl Strategy<Value = RoleType> {
    (vec(name(), 1..4), bounds()).prop_map(|(types, (min, max))| RoleType { types, min, max, place: place() })
}

fn tree_path() -> impl Strategy<Value = TreePath> {
    let label = prop_oneof![
        "[a-z]{1,5}(:[a-z]{1,4})?".prop_map(LabelTest::Exact),
        regex_source().prop_map(|(source, ignore_case)| LabelTest::Regex { source, ignore_case }),
    ];
    let case = vec(words().prop_map(|text| Name { text, place: place() }), 0..3);
    let stand = prop_oneof![
        mention(),
        atom().prop_map(NodeKind::Token),
        condition().prop_map(NodeKind::Test),
        Just(NodeKind::Any),
    ];
    let leaf = prop_oneof![
        2 => (any::<bool>(), label, case).prop_map(|(up, label, case)| TreePathKind::Edge { up, label, case }),
        1 => stand.prop_map(|kind| TreePathKind::Stand(Node { kind, place: place() })),
    ]
    .prop_map(|kind| TreePath { kind, place: place() });
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| TreePath::sequence(parts, place())),
            vec(inner.clone(), 2..4).prop_map(|parts| TreePath::alternation(parts, place())),
            (inner, bounds())
                .prop_filter("what stands at a word is not repeated", |(inner, _)| !matches!(
                    inner.kind,
                    TreePathKind::Stand(_)
                ))
                .prop_map(|(inner, (min, max))| TreePath {
                    kind: TreePathKind::Repeat { inner: Box::new(inner), min, max },
                    place: place()
                }),
        ]
    })
}

fn reference() -> impl Strategy<Value = Operand> {
    prop_oneof![
        name().prop_map(Operand::Capture),
        (name(), name()).prop_map(|(capture, attribute)| Operand::Attribute { capture, attribute }),
    ]
}

fn where_clause() -> impl Strategy<Value = Where> {
    let leaf =
        prop_oneof![
            name().prop_map(WhereKind::Distinct),
            reference().prop_map(WhereKind::Has),
            (reference(), operator(), reference()).prop_map(|(left, operator, right)| WhereKind::Compare {
                left,
                operator,
                right
            }),
            (reference(), comparison()).prop_map(|(left, (operator, value))| WhereKind::Compare {
                left,
                operator,
                right: Operand::Value(value)
            }),
            (name(), name()).prop_map(|(left, right)| WhereKind::Before(left, right)),
            (name(), name(), operator(), 0..=MAX_COUNT)
                .prop_map(|(left, right, operator, tokens)| WhereKind::Distance { left, right, operator, tokens }),
        ]
        .prop_map(|kind| Where { kind, place: place() });
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| Where::all(parts, place())),
            vec(inner.clone(), 2..4).prop_map(|parts| Where::either(parts, place())),
            inner.prop_map(|inner| Where { kind: WhereKind::Not(Box::new(inner)), place: place() }),
        ]
    })
}

fn template() -> impl Strategy<Value = Template> {
    let slot = prop_oneof![
        name().prop_map(TemplatePiece::Capture),
        (name(), name()).prop_map(|(capture, attribute)| TemplatePiece::Attribute { capture, attribute }),
    ];
    let text = "[a-z{} /\\\\\n“é]{1,6}";
    vec((option::of(text), slot), 0..4).prop_map(|pairs| {
        let pieces = pairs.into_iter().flat_map(|(text, slot)| [text.map(TemplatePiece::Text), Some(slot)]);
        Template { pieces: pieces.flatten().collect() }
    })
}

/// Texts of whole tokens, many of which can be read.
fn tokens() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(vec![
        "\"a b\"",
        "'A'",
        "~go",
        "#X",
        "/x/i",
        "_",
        "@X",
        "@X[",
        "[",
        "]",
        "(",
        "(r: ",
        "(?= ",
        "(?<! ",
        ")",
        "|",
        "?",
        "*",
        "{2,}",
        "...",
        "..3",
        "^",
        "$",
        ";",
        "a",
        "b.c",
        "= 3",
        "!= x",
        "in (y",
        "in @l",
        "&",
        "!",
        "cap",
        ">e",
        "<e[f|g]",
        "a distinct",
        "a before b",
        "distance(a, b) < 3",
        "{a}",
        "{a.b}",
        "Org",
        "{,3}",
        "// c\n",
        "“z”",
    ]);
    vec((token, proptest::sample::select(vec!["", " ", "\n"])), 1..8)
        .prop_map(|tokens| tokens.into_iter().flat_map(|(token, blank)| [token, blank]).collect())
}

/// Texts in which the signs of the language are frequent.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), r#"([(\[{|)\]}]|[?*+!&=<>:;,.^$_~@#/"'\\]|\(\?|“|’|a|in| |\n|//|5|é){0,40}"#,]
}

proptest! {
    #[test]
    fn a_printed_pattern_is_read_as_the_same_tree(tree in node()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn a_printed_role_type_is_read_as_the_same_tree(tree in role_type()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse_role_type(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn a_printed_tree_path_is_read_as_the_same_tree(tree in tree_path()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse_tree_path(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn a_printed_where_is_read_as_the_same_tree(tree in where_clause()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse_where(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn a_printed_template_is_read_as_the_same_tree(tree in template()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse_template(&printed), Ok(tree), "{}", printed);
    }

    #[test]
    fn any_text_is_read_as_a_tree_or_a_mistake_with_a_place_in_it(text in text()) {
        let mistakes = [
            parse(&text).err(),
            parse_role_type(&text).err(),
            parse_tree_path(&text).err(),
            parse_where(&text).err(),
            parse_template(&text).err(),
        ];
        for mistake in mistakes.into_iter().flatten() {
            prop_assert!(text.get(mistake.place.range()).is_some(), "{:?} has no such place", mistake);
            prop_assert!(!mistake.message.is_empty());
        }
    }
    #[test]
    fn what_is_read_is_read_again_from_what_it_prints_as(text in tokens()) {
        if let Ok(tree) = parse(&text) {
            prop_assert_eq!(parse(&tree.to_string()), Ok(tree));
        }
        if let Ok(tree) = parse_role_type(&text) {
            prop_assert_eq!(parse_role_type(&tree.to_string()), Ok(tree));
        }
        if let Ok(tree) = parse_tree_path(&text) {
            prop_assert_eq!(parse_tree_path(&tree.to_string()), Ok(tree));
        }
        if let Ok(tree) = parse_where(&text) {
            prop_assert_eq!(parse_where(&tree.to_string()), Ok(tree));
        }
        if let Ok(tree) = parse_template(&text) {
            prop_assert_eq!(parse_template(&tree.to_string()), Ok(tree));
        }
    }
}
