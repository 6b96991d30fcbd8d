//! Random patterns over random texts: the naive matcher and the fast one find the same.
//!
//! The words are few, so that patterns hit often; the articles carry their
//! own tokens, lemmas and tags, so that only matching is under test.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rustc_hash::FxHashMap;

use super::{NaiveMatch, engine_matches, engine_matches_asked, matches_within};
use crate::engine::Options;
use crate::pack::{
    FilePlace, ListDef, ListEntry, ListId, ListMatch, PackDef, PackId, PatternDef, PatternId, Reference, RoleDef,
    RuleBody, RuleDef, RuleId, RuleSet, TypeDef, TypeId,
};
use crate::pattern::{
    Atom, Condition, ConditionKind, Name, Node, NodeKind, Operator, Place, Template, TemplatePiece, Value,
};
use crate::text::{AnnotatedSentence, AnnotatedToken, Annotation, Article, ByteSpan};

const THING: TypeId = TypeId(0);
const SUB: TypeId = TypeId(1);
const OTHER: TypeId = TypeId(2);
const EITHER: TypeId = TypeId(3);
const HIT: TypeId = TypeId(4);

/// The words of the texts, each with its lemma and its tag.
const WORDS: [(&str, &str, &str); 6] = [
    ("a", "a", "NOUN"),
    ("b", "b", "VERB"),
    ("c", "c", "NOUN"),
    ("A", "a", "PROPN"),
    ("as", "a", "NOUN"),
    (",", ",", "PUNCT"),
];

/// Steps after which a trial is left out.
const STEPS: u64 = 200_000;

/// A rule set and a text for it.
#[derive(Clone)]
pub(super) struct Trial {
    pub(super) rules: RuleSet,
    pub(super) article: Article,
}

impl std::fmt::Debug for Trial {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sentences = &self.article.annotation.as_ref().expect("the trials carry their tokens").sentences;
        writeln!(out, "text {:?}, sentences at {:?}", self.article.text, sentences)?;
        for list in &self.rules.lists {
            let entries: Vec<_> = list.entries.iter().map(|entry| (&entry.text, &entry.values)).collect();
            writeln!(out, "list {} {:?} priority {}: {entries:?}", list.name, list.matching, list.priority)?;
        }
        writeln!(out, "@pair = {}", self.rules.patterns[0].pattern)?;
        for rule in &self.rules.rules {
            let RuleBody::Sequence(pattern) = &rule.body else { continue };
            writeln!(out, "rule {}, match all: {}: {pattern}", rule.name, rule.match_all)?;
            for unless in &rule.unless {
                writeln!(out, "  unless {unless}")?;
            }
        }
        Ok(())
    }
}

pub(super) fn trials() -> impl Strategy<Value = Trial> {
    (rule_sets(), articles()).prop_map(|(rules, article)| Trial { rules, article })
}

fn node(kind: NodeKind) -> Node {
    Node { kind, place: Place::default() }
}

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), place: Place::default() }
}

fn condition(kind: ConditionKind) -> Condition {
    Condition { kind, place: Place::default() }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "c", ","])
}

fn atoms() -> impl Strategy<Value = Atom> {
    prop_oneof![
        6 => word().prop_map(|text| Atom::Word(text.to_owned())),
        1 => prop::sample::select(vec!["a", "A", "as"]).prop_map(|text| Atom::Exact(text.to_owned())),
        1 => prop::sample::select(vec!["a", "b"]).prop_map(|text| Atom::Lemma(text.to_owned())),
        1 => prop::sample::select(vec!["NOUN", "VERB", "PUNCT"]).prop_map(|tag| Atom::Pos(tag.to_owned())),
        1 => (prop::sample::select(vec!["a.*", "[ab]", "a|b"]), any::<bool>())
            .prop_map(|(source, ignore_case)| Atom::Regex { source: source.to_owned(), ignore_case }),
    ]
}

/// Conditions on a token; `inside` are the names that `[@X]` may ask for.
fn token_conditions(inside: &'static [&'static str]) -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        3 => atoms().prop_map(ConditionKind::Token),
        2 => prop::sample::select(inside).prop_map(|text| ConditionKind::Inside(name(text))),
        1 => prop::sample::select(vec!["first", "cap", "punct"]).prop_map(|flag| ConditionKind::Has(name(flag))),
        1 => prop::sample::select(vec![Operator::Less, Operator::AtLeast, Operator::Equal, Operator::NotEqual])
            .prop_map(|operator| ConditionKind::Compare {
                attribute: name("len"),
                operator,
                value: Value::Number("2".to_owned()),
            }),
    ]
    .prop_map(condition);
    leaf.prop_recursive(2, 4, 2, |inner| {
        let two = || prop::collection::vec(inner.clone(), 2);
        prop_oneof![
            inner.clone().prop_map(|part| condition(ConditionKind::Not(Box::new(part)))),
            two().prop_map(|parts| Condition::all(parts, Place::default())),
            two().prop_map(|parts| Condition::either(parts, Place::default())),
        ]
    })
}

/// What may be asked of a mention.
fn mention_conditions() -> impl Strategy<Value = Condition> {
    let attribute = prop::sample::select(vec!["kind", "x"]);
    let operator = prop::sample::select(vec![Operator::Equal, Operator::NotEqual]);
    (attribute, prop::option::of((operator, prop::sample::select(vec!["x", "a"]))), any::<bool>()).prop_map(
        |(attribute, compared, negated)| {
            let attribute = name(attribute);
            let asked = condition(match compared {
                None => ConditionKind::Has(attribute),
                Some((operator, value)) => {
                    ConditionKind::Compare { attribute, operator, value: Value::Word(value.to_owned()) }
                }
            });
            if negated { condition(ConditionKind::Not(Box::new(asked))) } else { asked }
        },
    )
}

fn mentions(known: &'static [&'static str]) -> impl Strategy<Value = NodeKind> {
    (prop::sample::select(known), prop::option::weighted(0.2, mention_conditions()))
        .prop_map(|(text, asked)| NodeKind::Mention { name: name(text), condition: asked.filter(|_| text != "pair") })
}

/// Patterns that may match nothing; `known` are the names that may stand after `@`.
fn parts(known: &'static [&'static str], tested: &'static [&'static str]) -> BoxedStrategy<Node> {
    let leaf = prop_oneof![
        8 => atoms().prop_map(NodeKind::Token),
        1 => Just(NodeKind::Token(Atom::Word("a b".to_owned()))),
        2 => Just(NodeKind::Any),
        2 => token_conditions(tested).prop_map(NodeKind::Test),
        5 => mentions(known),
        1 => (1u32..4).prop_map(|max| NodeKind::Gap { max }),
        1 => prop::sample::select(vec![NodeKind::Start, NodeKind::End, NodeKind::Boundary { across: false }, NodeKind::Boundary { across: true }]),
    ]
    .prop_map(node);
    let bounds = prop::sample::select(vec![
        (0, Some(1)),
        (0, None),
        (1, None),
        (2, Some(2)),
        (1, Some(3)),
        (0, Some(2)),
        (2, None),
    ]);
    leaf.prop_recursive(4, 14, 3, move |inner| {
        let few = || prop::collection::vec(inner.clone(), 2..4);
        let bounds = bounds.clone();
        prop_oneof![
            4 => few().prop_map(|parts| Node::sequence(parts, Place::default())),
            3 => few().prop_map(|parts| Node::alternation(parts, Place::default())),
            3 => (inner.clone(), bounds, prop::bool::weighted(0.7)).prop_map(|(inner, (min, max), greedy)| {
                // What takes no token cannot be written with a repetition behind it.
                if matches!(inner.kind, NodeKind::Look { .. } | NodeKind::Start | NodeKind::End) {
                    return inner;
                }
                node(NodeKind::Repeat { inner: Box::new(inner), min, max, greedy })
            }),
            3 => (inner.clone(), prop::sample::select(vec!["x", "y", "_z"])).prop_map(|(inner, role)| {
                node(NodeKind::Capture { role: name(role), inner: Box::new(inner) })
            }),
            1 => (inner.clone(), any::<bool>(), any::<bool>()).prop_map(|(inner, ahead, negative)| {
                node(NodeKind::Look { ahead, negative, inner: Box::new(inner) })
            }),
        ]
    })
    .boxed()
}

/// Whole patterns: they never match nothing.
fn patterns(known: &'static [&'static str], tested: &'static [&'static str]) -> impl Strategy<Value = Node> {
    (parts(known, tested), atoms()).prop_map(|(part, atom)| {
        if part.can_be_empty(&mut |_| false) {
            return Node::sequence(vec![part, node(NodeKind::Token(atom))], Place::default());
        }
        part
    })
}

fn lists() -> impl Strategy<Value = Vec<ListDef>> {
    let kind = prop::sample::select(vec![None, Some("x"), Some("a")]);
    let entry = (prop::collection::vec(word(), 1..4), kind).prop_map(|(words, kind)| ListEntry {
        text: words.join(" "),
        values: vec![kind.map(Arc::from)],
        at: place(),
    });
    let matching = prop::sample::select(vec![ListMatch::AnyCase, ListMatch::Exact, ListMatch::Lemma]);
    let list = (prop::collection::vec(entry, 1..4), matching, 0i32..2).boxed();
    (list.clone(), list.clone(), list).prop_map(|(one, two, three)| {
        let named = [("plain", None, one), ("sub-list", Some(SUB), two), ("thing-list", Some(THING), three)];
        named
            .into_iter()
            .map(|(name, tag, (mut entries, matching, priority))| {
                // Of two entries alike the first would count: not what is under test.
                entries.sort_by(|a, b| a.text.cmp(&b.text));
                entries.dedup_by(|a, b| a.text == b.text);
                ListDef {
                    name: name.into(),
                    pack: PackId(0),
                    tag,
                    matching,
                    priority,
                    columns: vec!["kind".into()],
                    entries: entries.into(),
                    at: place(),
                }
            })
            .collect()
    })
}

/// What the rules of mentions may use: lists only, so that nothing goes in a circle.
const LISTS: &[&str] = &["plain", "sub-list", "thing-list"];
/// What the rule of hits may use.
const ALL: &[&str] = &["plain", "sub-list", "Thing", "Sub", "Other", "Either", "pair"];
/// What it may ask of a token.
const TESTED: &[&str] = &["plain", "Thing", "Other", "Either"];

/// What a rule of mentions may use that feeds itself.
const LISTS_AND_SELF: &[&str] = &["plain", "sub-list", "Other"];

fn rule_sets() -> impl Strategy<Value = RuleSet> {
    (lists(), sub_rules(), other_rules(), patterns(&["plain", "Sub"], TESTED), hit_rules(), prop::bool::weighted(0.2))
        .prop_map(|(lists, sub, other, pair, hit, overlap_all)| RuleSet {
            packs: vec![pack()],
            types: types(overlap_all),
            lists,
            patterns: vec![PatternDef { name: "pair".into(), pack: PackId(0), pattern: pair, at: place() }],
            rules: vec![hit, other, sub],
            contexts: Vec::new(),
            aliases: Vec::new(),
        })
}

/// A rule that competes with the lists.
fn sub_rules() -> impl Strategy<Value = RuleDef> {
    (patterns(LISTS, &["plain"]), 0i32..2)
        .prop_map(|(pattern, priority)| RuleDef { priority, ..rule("sub", SUB, pattern) })
}

/// A rule whose mentions have attributes, and which may feed itself.
fn other_rules() -> impl Strategy<Value = RuleDef> {
    let plain = patterns(LISTS, &["plain"]).prop_map(|pattern| (pattern, false));
    let recursive = patterns(LISTS_AND_SELF, &["plain"]).prop_map(|pattern| (pattern, true));
    let template = prop::sample::select(vec![
        TemplatePiece::Text("x".to_owned()),
        TemplatePiece::Capture(name("y")),
        TemplatePiece::Attribute { capture: name("_z"), attribute: name("kind") },
    ]);
    (prop_oneof![3 => plain, 1 => recursive], template, prop::bool::weighted(0.2)).prop_map(
        |((pattern, recursive), piece, match_all)| RuleDef {
            set: vec![("kind".into(), Template { pieces: vec![piece] })],
            match_all,
            recursive,
            ..rule("other", OTHER, pattern)
        },
    )
}

/// The rule that all others feed.
fn hit_rules() -> impl Strategy<Value = RuleDef> {
    let unless = prop::option::weighted(0.2, patterns(ALL, TESTED));
    (patterns(ALL, TESTED), unless, prop::bool::weighted(0.3)).prop_map(|(pattern, unless, match_all)| RuleDef {
        unless: unless.into_iter().collect(),
        match_all,
        ..rule("hit", HIT, pattern)
    })
}

fn pack() -> PackDef {
    let types = [("Thing", THING), ("Sub", SUB), ("Other", OTHER), ("Either", EITHER), ("Hit", HIT)];
    let mut names = FxHashMap::default();
    names.extend(types.map(|(name, id)| (name.to_owned(), Reference::Type(id))));
    names.extend(LISTS.iter().zip(0..).map(|(name, id)| ((*name).to_owned(), Reference::List(ListId(id)))));
    names.insert("pair".to_owned(), Reference::Pattern(PatternId(0)));
    PackDef { name: "random".into(), about: String::new(), names: names.into_iter().collect() }
}

fn types(overlap_all: bool) -> Vec<TypeDef> {
    let plain = |name: &str| TypeDef {
        name: name.into(),
        pack: Some(PackId(0)),
        about: String::new(),
        is: None,
        any: Vec::new(),
        roles: Vec::new(),
        overlap_all: false,
        source: None,
        at: Some(place()),
    };
    let role = |name: &str| RoleDef { name: name.into(), types: Vec::new(), text: true, min: 0, max: None };
    vec![
        plain("Thing"),
        TypeDef { is: Some(THING), ..plain("Sub") },
        TypeDef { overlap_all, ..plain("Other") },
        TypeDef { any: vec![SUB, OTHER], ..plain("Either") },
        TypeDef { roles: vec![role("x"), role("y")], ..plain("Hit") },
    ]
}

fn rule(name: &str, tag: TypeId, pattern: Node) -> RuleDef {
    RuleDef {
        name: name.into(),
        pack: PackId(0),
        tag,
        body: RuleBody::Sequence(pattern),
        unless: Vec::new(),
        set: Vec::new(),
        normaliser: None,
        condition: None,
        priority: 0,
        match_all: false,
        recursive: false,
        examples: Vec::new(),
        at: place(),
    }
}

fn place() -> FilePlace {
    FilePlace { file: "random.toml".into(), line: 1 }
}

fn articles() -> impl Strategy<Value = Article> {
    let token = prop::sample::select(WORDS.to_vec());
    let sentence = (prop::collection::vec(token, 1..6), prop::bool::weighted(0.3));
    prop::collection::vec(sentence, 1..4).prop_map(|sentences| article(&sentences))
}

type Words = Vec<(&'static str, &'static str, &'static str)>;

fn article(sentences: &[(Words, bool)]) -> Article {
    let mut text = String::new();
    let mut annotation = Annotation::default();
    for (words, starts_paragraph) in sentences {
        let first_token = annotation.tokens.len() as u32;
        if *starts_paragraph && first_token > 0 {
            text.push_str("\n\n");
        }
        annotation
            .sentences
            .push(AnnotatedSentence { first_token, starts_paragraph: *starts_paragraph || first_token == 0 });
        for (form, lemma, tag) in words {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            let start = text.len() as u32;
            text.push_str(form);
            annotation.tokens.push(AnnotatedToken {
                span: ByteSpan::new(start, text.len() as u32),
                lemma: Some((*lemma).to_owned()),
                upos: Some((*tag).to_owned()),
                ..AnnotatedToken::default()
            });
        }
    }
    Article { annotation: Some(annotation), ..Article::new("random", text) }
}

/// The same trials in every run, in a few seconds. To try others, raise the
/// number of cases and change the seed.
fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(2_015);
    ProptestConfig { cases: 2_000, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn matches_of_a_rule_do_not_overlap(trial in trials()) {
        let Some(found) = matches_within(&trial.rules, &trial.article, STEPS) else { return Ok(()) };
        for (rule, index) in trial.rules.rules.iter().zip(0..) {
            let spans: Vec<_> = found.iter().filter(|m| m.rule.0 == index).map(|m| m.tokens).collect();
            let apart = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
            prop_assert!(rule.match_all || rule.recursive || apart, "{}: {:?}", rule.name, spans);
        }
    }

    #[test]
    fn the_engine_finds_what_the_definition_says(trial in trials()) {
        let Some(expected) = matches_within(&trial.rules, &trial.article, STEPS) else { return Ok(()) };
        prop_assert_eq!(engine_matches(&trial.rules, &trial.article), expected);
    }

    #[test]
    fn a_rule_matches_the_same_whether_or_not_mentions_are_asked_for(trial in trials()) {
        let of_hit = |mut found: Vec<NaiveMatch>| {
            found.retain(|found| found.rule == RuleId(0));
            found
        };
        let all = of_hit(engine_matches(&trial.rules, &trial.article));
        let asked = of_hit(engine_matches_asked(&trial.rules, &trial.article, Options::default()));
        prop_assert_eq!(asked, all);
    }

    #[test]
    fn what_is_tried_can_be_written(trial in trials()) {
        for rule in &trial.rules.rules {
            let RuleBody::Sequence(pattern) = &rule.body else { continue };
            let read = crate::pattern::parse(&pattern.to_string());
            prop_assert_eq!(read.as_ref(), Ok(pattern), "{}", pattern);
        }
    }
}
