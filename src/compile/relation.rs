//! Dependency labels of other schemes, so that one rule serves parses of each.
//!
//! Rules are written in Universal Dependencies. A parse that uses Stanford's
//! or spaCy's English labels is met by the names that these have for the same
//! relation; where a scheme splits or lacks one, the nearest stands here.

/// For a label of Universal Dependencies the labels of Stanford's and spaCy's schemes.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("nsubj:pass", &["nsubjpass"]),
    ("csubj:pass", &["csubjpass"]),
    ("aux:pass", &["auxpass"]),
    ("obj", &["dobj"]),
    ("iobj", &["dative"]),
    ("obl:agent", &["agent"]),
    ("obl:tmod", &["tmod", "npadvmod"]),
    ("nmod:poss", &["poss"]),
    ("acl:relcl", &["relcl", "rcmod"]),
    ("acl", &["vmod"]),
    ("compound", &["nn"]),
    ("compound:prt", &["prt"]),
    ("flat", &["flat:name", "flat:foreign"]),
    ("nummod", &["num"]),
    ("mark", &["complm"]),
    ("root", &["ROOT"]),
];

/// The labels that a label of a rule stands for, itself first.
pub(crate) fn relation_pattern(label: &str) -> Vec<String> {
    let others = OTHER_NAMES.iter().find(|(known, _)| *known == label).map_or(&[][..], |(_, others)| others);
    std::iter::once(label).chain(others.iter().copied()).map(str::to_owned).collect()
}
