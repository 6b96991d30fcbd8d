//! What every pack knows without declaring it: the engine's own types, and the
//! attributes that the engine makes.

use super::rule_set::{TypeDef, TypeId};

/// The engine's own types, which it fills with normalised values.
pub(crate) const PRELUDE: [&str; 11] = [
    "Date",
    "Duration",
    "Number",
    "Percent",
    "Money",
    "Quantity",
    "Quote",
    "TimeExpression",
    "Time",
    "Frequency",
    TENSE,
];

/// The type whose mentions say by their `value`, `past` or `future`, when what stands around them happens.
pub(crate) const TENSE: &str = "Tense";

const ABOUT: [&str; 11] = [
    "A point or span in time.",
    "A length of time.",
    "A number, in digits or words.",
    "A share of a hundred.",
    "An amount of money.",
    "A number with a unit.",
    "The words between a pair of quotation marks that report speech.",
    "Whatever tells of time: dates, times of day, lengths, frequencies, and words such as *now*.",
    "A time of day, with its date or without.",
    "What happens again and again, such as *every Monday* or *twice a year*.",
    "A word that shows whether the past or the future is told.",
];

/// Which of the engine's own types are kinds of another.
const KINDS: [(&str, &str); 4] =
    [("Date", "TimeExpression"), ("Time", "Date"), ("Duration", "TimeExpression"), ("Frequency", "TimeExpression")];

/// The attributes that a token has.
pub(crate) const TOKEN_ATTRIBUTES: [&str; 8] = ["text", "lower", "lemma", "pos", "xpos", "shape", "len", "dep"];

/// The flags that a token may carry.
pub(crate) const FLAGS: [&str; 7] = ["first", "cap", "upper", "digit", "punct", "quoted", "title"];

/// The attributes that the engine gives to mentions, besides those of tokens.
pub(crate) const MENTION_ATTRIBUTES: [&str; 10] =
    ["entity", "value", "unit", "currency", "approx", "kind", "type", "mod", "freq", "distance"];

/// The attributes that every fact carries, besides what rules set.
pub(crate) const FACT_ATTRIBUTES: [&str; 3] = ["polarity", "modality", "source"];

/// The capture that says which words of a match tell that the fact happened: these must
/// stand in the scope of a context, or within the words that a source tells.
pub(crate) const TRIGGER: &str = "_trigger";

/// The engine's own types, in the order of their numbers.
pub(crate) fn types() -> Vec<TypeDef> {
    let number = |wanted: &str| PRELUDE.iter().position(|name| *name == wanted).map(|at| TypeId(at as u32));
    let above = |name: &str| KINDS.iter().find(|(kind, _)| *kind == name).and_then(|(_, of)| number(of));
    let define = |(name, about): (&&str, &&str)| TypeDef {
        name: (*name).into(),
        pack: None,
        about: (*about).into(),
        is: above(name),
        any: Vec::new(),
        roles: Vec::new(),
        overlap_all: false,
        source: None,
        at: None,
    };
    PRELUDE.iter().zip(&ABOUT).map(define).collect()
}
