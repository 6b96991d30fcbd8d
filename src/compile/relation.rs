//! Dependency labels of other schemes, so that one rule serves parses of each.
//!
//! Whether a rule is written in the labels of Universal Dependencies, Stanford's
//! or spaCy's, it meets a parse in any of them: a label stands for all names of
//! the same relation. Where a scheme splits or lacks one, the nearest stands here.

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
    let row = OTHER_NAMES.iter().find(|(known, others)| *known == label || others.contains(&label));
    let names = row.into_iter().flat_map(|(known, others)| std::iter::once(known).chain(others.iter()));
    std::iter::once(label).chain(names.copied().filter(|name| *name != label)).map(str::to_owned).collect()
}
