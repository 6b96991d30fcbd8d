//! What every pack knows without declaring it: the engine's own types, and the
//! attributes that the engine makes.

use super::rule_set::TypeDef;

/// The engine's own types, which it fills with normalised values.
pub(crate) const PRELUDE: [&str; 7] = ["Date", "Duration", "Number", "Percent", "Money", "Quantity", "Quote"];

const ABOUT: [&str; 7] = [
    "A point or span in time.",
    "A length of time.",
    "A number, in digits or words.",
    "A share of a hundred.",
    "An amount of money.",
    "A number with a unit.",
    "The words between a pair of quotation marks that report speech.",
];

/// The attributes that a token has.
pub(crate) const TOKEN_ATTRIBUTES: [&str; 8] = ["text", "lower", "lemma", "pos", "xpos", "shape", "len", "dep"];

/// The flags that a token may carry.
pub(crate) const FLAGS: [&str; 7] = ["first", "cap", "upper", "digit", "punct", "quoted", "title"];

/// The attributes that the engine gives to mentions, besides those of tokens.
pub(crate) const MENTION_ATTRIBUTES: [&str; 7] = ["entity", "value", "unit", "currency", "approx", "kind", "type"];

/// The attributes that every fact carries, besides what rules set.
pub(crate) const FACT_ATTRIBUTES: [&str; 3] = ["polarity", "modality", "source"];

/// The capture that says which words of a match tell that the fact happened: these must
/// stand in the scope of a context, or within the words that a source tells.
pub(crate) const TRIGGER: &str = "_trigger";

/// The engine's own types, in the order of their numbers.
pub(crate) fn types() -> Vec<TypeDef> {
    let define = |(name, about): (&&str, &&str)| TypeDef {
        name: (*name).into(),
        pack: None,
        about: (*about).into(),
        is: None,
        any: Vec::new(),
        roles: Vec::new(),
        overlap_all: false,
        source: None,
        at: None,
    };
    PRELUDE.iter().zip(&ABOUT).map(define).collect()
}
